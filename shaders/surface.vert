// Node number gl_VertexID of a square mesh over the field.
uniform mat4 view_projection;
uniform vec2 half_extent;
uniform float z_scale;
uniform int mesh_nodes;

out vec2 uv;

void main() {
    int row = gl_VertexID / mesh_nodes;
    uv = vec2(gl_VertexID - row * mesh_nodes, row) / float(mesh_nodes - 1);
    gl_Position = view_projection * vec4((2.0 * uv - 1.0) * half_extent, relief_at(uv).x * z_scale, 1.0);
}
