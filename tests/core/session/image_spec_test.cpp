// An image in place of a surface's key: in files, share lines, undo and a session.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "session/changes.h"
#include "session/document.h"
#include "session/packed_text.h"
#include "session/session.h"
#include "session/undo.h"

namespace fallline {
namespace {

using Json = nlohmann::ordered_json;

GreyImage landscape(int columns, int rows) {
  GreyImage::Pixels pixels;
  for (int row = 0; row < rows; ++row)
    for (int column = 0; column < columns; ++column)
      pixels.push_back(static_cast<std::uint8_t>(
          127.5 + 80 * std::sin(0.21 * column + 0.1 * row) * std::cos(0.17 * row) + 40 * std::sin(0.09 * row)));
  return {columns, rows, pixels};
}

Document document_of(const GreyImage& image) {
  Document document = default_document();
  change_surface(on_surface(document.experiment), image);
  return document;
}

std::string message_with(const std::function<void(Json& image)>& change) {
  Json json = Json::parse(to_json(document_of(landscape(8, 6))));
  change(json["surface"]["image"]);
  const auto read = document_from_json(json.dump());
  const auto* bad = std::get_if<Unreadable>(&read);
  return bad ? bad->message : "";
}

TEST(ImageSpec, ComesBackFromItsFileAndItsShareLine) {
  Document document = document_of(landscape(64, 48));
  on_surface(document.experiment).surface.values = {25, 0.5};
  for (const auto& read : {document_from_json(to_json(document)), document_from_share_line(share_line(document))}) {
    ASSERT_TRUE(std::holds_alternative<Document>(read)) << std::get<Unreadable>(read).message;
    EXPECT_EQ(std::get<Document>(read), document);
  }
  const Json surface = Json::parse(to_json(document))["surface"];
  EXPECT_EQ(surface["image"]["size"], Json({64, 48}));
  EXPECT_EQ(surface["parameters"], Json({{"depth", 25.0}, {"smoothing", 0.5}}));
  EXPECT_FALSE(surface.contains("key"));
}

TEST(ImageSpec, ItsShareLineCanBeSentInAMail) {
  EXPECT_LT(share_line(document_of(landscape(64, 64))).size(), 6000u);
  EXPECT_LT(share_line(document_of(blank_image())).size(), 1100u);
}

TEST(ImageSpec, WhatIsWrongWithAFileIsSaid) {
  EXPECT_EQ(message_with([](Json&) {}), "");
  EXPECT_EQ(message_with([](Json& i) {
              i["size"] = {8, 1};
            }),
            "surface.image.size: 8 × 1 pixels; sides from 2 to 128 are expected");
  EXPECT_EQ(message_with([](Json& i) {
              i["size"] = {1 << 20, 1 << 20};
            }),
            "surface.image.size: 1048576 × 1048576 pixels; sides from 2 to 128 are expected");
  EXPECT_EQ(message_with([](Json& i) {
              i["size"] = {8, 7};
            }),
            "surface.image.pixels: 56 bytes, one a pixel, compressed and in base64url, are expected");
  EXPECT_EQ(message_with([](Json& i) {
              i["size"] = {8, 5};
            }),
            "surface.image.pixels: 40 bytes, one a pixel, compressed and in base64url, are expected");
  EXPECT_EQ(message_with([](Json& i) { i["pixels"] = "*"; }),
            "surface.image.pixels: 48 bytes, one a pixel, compressed and in base64url, are expected");
  EXPECT_EQ(message_with([](Json& i) { i["pixels"] = packed_text(std::string(47, 'x')); }),
            "surface.image.pixels: 48 bytes, one a pixel, compressed and in base64url, are expected");
  EXPECT_NE(message_with([](Json& i) { i["pixels"] = 3; }), "");
  EXPECT_NE(message_with([](Json& i) { i["size"] = {8, 6, 1}; }), "");
  EXPECT_NE(message_with([](Json& i) { i.erase("size"); }), "");
  EXPECT_NE(message_with([](Json& i) { i["colour"] = 1; }), "");
}

TEST(ImageSpec, AStrokeIsOneStepOfUndo) {
  Experiment e = on_surface(document_of(landscape(16, 16)).experiment);
  Undo undo(e);
  const GreyImage before = *e.surface.image;
  for (int i = 0; i < 5; ++i) {
    GreyImage::Pixels pixels = e.surface.image->pixels();
    pixels[static_cast<std::size_t>(i)] = 255;
    e.surface.image = GreyImage(16, 16, pixels);
    undo.record(e, 1);
  }
  EXPECT_EQ(undo.undo_name(), "paint");
  e.surface.values[0] = 20;
  undo.record(e, 2);
  EXPECT_EQ(undo.undo_name(), "Depth");
  undo.undo();
  EXPECT_EQ(on_surface(undo.undo()).surface.image, before);
  EXPECT_EQ(undo.undo_name(), "");
  e.surface.image = landscape(16, 17);
  EXPECT_EQ(name_of_change(undo.now(), e), "surface Image") << "another size is another image";
}

// A copy of an experiment is made every frame.
TEST(ImageSpec, CopiesShareTheirPixels) {
  const Experiment e = on_surface(document_of(landscape(128, 128)).experiment);
  const Experiment copy = e;
  EXPECT_EQ(&copy.surface.image->pixels(), &e.surface.image->pixels());
}

TEST(ImageSpec, PathsFollowWhatIsPainted) {
  Experiment e = on_surface(document_of(landscape(32, 32)).experiment);
  Session session(e);
  session.show(50);
  session.compute();
  const Point before = session.snapshot()->racers[0].theta;
  GreyImage::Pixels pixels = e.surface.image->pixels();
  for (std::uint8_t& p : pixels) p = static_cast<std::uint8_t>(255 - p);
  e.surface.image = GreyImage(32, 32, pixels);
  ASSERT_EQ(session.edit(e), std::nullopt);
  session.compute();
  const auto after = session.snapshot();
  EXPECT_EQ(after->step, 50);
  EXPECT_NE(after->racers[0].theta, before);
}

}  // namespace
}  // namespace fallline
