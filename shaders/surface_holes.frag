in vec2 uv;

void main() {
    if (relief_at(uv).w < 0.5) discard;
}
