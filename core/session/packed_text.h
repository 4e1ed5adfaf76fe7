// Bytes as text that any program passes on: compressed (RFC 1950) and in base64url (RFC 4648 §5).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace fallline {

std::string packed_text(std::string_view bytes);

// Nothing when the text is damaged, or the bytes are more than `most`.
std::optional<std::string> unpacked_text(std::string_view text, std::size_t most);

}  // namespace fallline
