// The field: height, its slopes along u and v, and 1 where it is known, 0 in holes. Nodes lie on the border, u and v in
// [0, 1] go from the first to the last.
uniform sampler2D relief;

vec4 relief_at(vec2 uv) {
    vec2 nodes = vec2(textureSize(relief, 0));
    return textureLod(relief, (uv * (nodes - 1.0) + 0.5) / nodes, 0.0);
}
