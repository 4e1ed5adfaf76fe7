uniform vec2 picture;  // size in pixels
uniform vec3 background;
uniform float darkening;
uniform int iso_lines;
uniform float line_width;
uniform sampler2D tint;
uniform float tinted;  // 1 or 0

in vec2 screen;
out vec4 colour;

void main() {
    vec4 texel = relief_at(screen);
    vec3 base = darkening * map_colour(texel.x);
    vec4 over = texture(tint, screen);
    base = mix(base, over.rgb * (0.86 + 0.24 * texel.x), tinted * over.a);
    base *= 1.0 - iso_line(texel.x, length(texel.yz / picture), iso_lines, line_width);

    // Holes: quiet diagonals, one in eight pixels.
    float stripe = abs(fract((gl_FragCoord.x + gl_FragCoord.y) / 8.0) - 0.5) * 8.0;
    vec3 hatch = background + 0.05 * clamp(1.5 - stripe, 0.0, 1.0);
    colour = vec4(mix(hatch, base, smoothstep(0.4, 0.6, texel.w)), 1.0);
}
