// The colour of the surface behind each pixel.
//
// Only the depth comes from the mesh. Where the surface is, which way it faces and how high it stands follow from the
// depth and the field, so that light and lines are as smooth as the field, whatever the mesh.
uniform sampler2D depths;
uniform vec3 eye;
uniform vec3 forward;
uniform vec3 right;  // across one pixel at distance 1 from the eye
uniform vec3 up;
uniform vec2 centre;  // of the picture, where forward points; pixels
uniform vec2 inverse_distance;  // 1 / distance along the line of sight is x - y * depth
uniform vec2 half_extent;
uniform float z_scale;
uniform vec3 light;
uniform vec3 half_way;  // between the light and the eye
uniform int iso_lines;
uniform float line_width;

out vec4 colour;

void main() {
    float depth = texelFetch(depths, ivec2(gl_FragCoord.xy), 0).x;
    vec2 from_centre = gl_FragCoord.xy - centre;
    vec3 ray = forward + from_centre.x * right + from_centre.y * up;
    float distance = 1.0 / (inverse_distance.x - inverse_distance.y * depth);
    vec4 texel = relief_at(0.5 * (eye.xy + distance * ray.xy) / half_extent + 0.5);

    vec3 normal = normalize(vec3(-0.5 * z_scale * texel.yz / half_extent, 1.0));
    float facing = dot(normal, ray);
    // How the height changes from this pixel to the next, within the plane that touches the surface here.
    vec2 slope = vec2(right.z, up.z) - ray.z / facing * vec2(dot(normal, right), dot(normal, up));
    float line = iso_line(texel.x, length(slope) * distance / z_scale, iso_lines, line_width);

    // A level place shows its colour as it is in the map; the shadow side keeps enough of it to be read.
    float sky = 0.5 * (0.6 + 0.4 * normal.z);
    float sun = 0.59 * max((dot(normal, light) + 0.3) / 1.3, 0.0);
    float shine = max(dot(normal, half_way), 0.0);
    shine *= shine;
    shine *= shine;
    shine *= shine;
    shine *= shine;
    shine *= shine;
    // Seen from below it is dark. The change is soft, since the mesh's outline and the field's may differ by a little.
    float below = smoothstep(0.0, 0.3, facing);
    float lit = mix(sky + sun, 0.34 - 0.16 * dot(normal, light), below);
    colour = vec4((1.0 - line) * (map_colour(texel.x) * lit + mix(0.10 * shine, 0.05, below)), 1.0);
}
