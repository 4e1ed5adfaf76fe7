uniform sampler2D colours;  // one row, fine enough to be read without interpolation

vec3 map_colour(float height) {
    return texelFetch(colours, ivec2(height * float(textureSize(colours, 0).x - 1) + 0.5, 0), 0).rgb;
}
