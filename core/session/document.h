// Document: an experiment and how it is looked at: what a file, a share line and the autosave hold.
//
// Files are JSON with a version. Reading leaves out nothing silently: unknown keys, keys given twice, wrong types and
// newer versions are refused with the path of the place. Keys that are missing keep their default. What a racer did
// before a change in continue mode is not kept: a file tells how things are set, and paths follow from that. An
// experiment is with networks where one of the keys of network_file.h says so.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "session/any_experiment.h"
#include "session/view_spec.h"

namespace fallline {

struct Document {
  AnyExperiment experiment;
  ViewSpec view;
  friend bool operator==(const Document&, const Document&) = default;
};

// The default experiment on a surface, seen from the front; and a default one with networks.
Document default_document();
Document default_network_document();

// Nothing if the document can be shown; else what is wrong, where, and what is expected.
std::optional<std::string> refuse(const Document& document);

std::string to_json(const Document& document);
// `beside`: the file that the text is of, if it is; the files it names are looked for beside it.
std::variant<Document, Unreadable> document_from_json(std::string_view text, const std::string& beside = {});

// The message begins with the path.
std::variant<Document, Unreadable> load_document(const std::string& path);
// Replaces the file whole or not at all. Returns what went wrong, beginning with the path.
std::optional<std::string> save_document(const Document& document, const std::string& path);

// A document as one line of text: `fallline:` and the JSON, compressed (RFC 1950) and in base64url (RFC 4648 §5).
std::string share_line(const Document& document);
bool is_share_line(std::string_view text);  // by its beginning; white space around it does not count
std::variant<Document, Unreadable> document_from_share_line(std::string_view text);

}  // namespace fallline
