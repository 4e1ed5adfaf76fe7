// How dark the iso-lines make a pixel, in [0, 1].
//
// Line k of n lies at the height (k + 1/2) / n; every fifth is a little stronger. `per_pixel` is how much the height
// changes from one pixel to the next, uphill. Where lines would stand closer than about three pixels they fade out. A
// level place has none, even at the height of one.
float iso_line(float height, float per_pixel, int lines, float width) {
    float position = height * float(lines) - 0.5;
    float lines_per_pixel = per_pixel * float(lines);
    float nearest = round(position);
    float distance = abs(position - nearest) / max(lines_per_pixel, 1e-6);
    bool strong = mod(nearest, 5.0) == 2.0;
    float half_width = width * (strong ? 0.65 : 0.5);
    float coverage = clamp(half_width + 0.5 - distance, 0.0, 1.0);
    float room = 1.0 - smoothstep(0.2, 0.45, lines_per_pixel * width);
    return lines_per_pixel > 1e-5 ? coverage * room * (strong ? 0.46 : 0.34) : 0.0;
}
