uniform sampler2D colours;  // one row, fine enough to be read without interpolation

vec3 map_colour(float height) {
    float last = float(textureSize(colours, 0).x - 1);
    return texelFetch(colours, ivec2(clamp(height, 0.0, 1.0) * last + 0.5, 0), 0).rgb;
}
