// Any bytes as an experiment file: refused in words, or a document that comes back from its own file, and from its
// share line, as it was.
#include <cstdint>
#include <string_view>

#include "require.h"
#include "session/document.h"

using namespace fallline;
using fuzz::require;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto read = document_from_json({reinterpret_cast<const char*>(data), size});
  if (const auto* bad = std::get_if<Unreadable>(&read)) {
    require(!bad->message.empty(), "what is refused is refused in words");
    return 0;
  }
  const Document& document = std::get<Document>(read);
  require(!refuse(document), "what was read can be run");
  const std::string saved = to_json(document);
  const auto again = document_from_json(saved);
  require(std::holds_alternative<Document>(again), "what was saved can be read");
  require(std::get<Document>(again) == document, "saved and read it is the same");
  require(to_json(std::get<Document>(again)) == saved, "saved again it is the same text");
  const auto shared = document_from_share_line(share_line(document));
  require(std::holds_alternative<Document>(shared) && std::get<Document>(shared) == document, "shared it is the same");
  return 0;
}
