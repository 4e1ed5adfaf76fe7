// CSV: what is read, what is refused and with which words, and that what is written reads back.
#include "data/csv.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "data/data_sets.h"
#include "math/random.h"

namespace fallline {
namespace {

using Names = std::vector<std::string>;
using Kind = CsvOptions::Kind;

Dataset read(std::string_view text, const CsvOptions& options = {}) {
  auto result = parse_csv(text, options);
  if (const auto* why = std::get_if<std::string>(&result)) {
    ADD_FAILURE() << text << "\n" << *why;
    return {};
  }
  return std::get<Dataset>(std::move(result));
}

std::string refused(std::string_view text, const CsvOptions& options = {}) {
  const auto result = parse_csv(text, options);
  return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "taken";
}

void expect_same(const Dataset& a, const Dataset& b) {
  ASSERT_EQ(a.x.size(), b.x.size());
  ASSERT_EQ(a.y.size(), b.y.size());
  EXPECT_EQ(a.x, b.x);
  EXPECT_EQ(a.y, b.y);
  EXPECT_EQ(a.label, b.label);
  EXPECT_EQ(a.classes, b.classes);
  EXPECT_EQ(a.feature_names, b.feature_names);
  EXPECT_EQ(a.target_names, b.target_names);
  EXPECT_EQ(a.class_names, b.class_names);
}

TEST(Csv, ReadsTheSameTableHoweverItIsWritten) {
  Dataset expected{.x = Eigen::MatrixXd(4, 2), .y = Eigen::MatrixXd(4, 1)};
  expected.x << 1.5, -2, 3e-5, 4, 0.25, 6, 7, 8;
  expected.y << 0.5, 1.5, 2.5, 3.5;
  const std::string_view texts[] = {
      "1.5,-2,0.5\n3e-5,4,1.5\n.25,6,2.5\n7,8,3.5\n",
      "1.5,-2,0.5\r\n3e-5,4,1.5\r\n.25,6,2.5\r\n7,8,3.5",
      "1.5,-2,0.5\r3e-5,4,1.5\r.25,6,2.5\r7,8,3.5\r",
      "\xef\xbb\xbf"
      "1.5;-2;0.5\n3E-5;4;1.5\n+.25;6.0;2.50\n7;8;3.5\n",
      "1.5\t-2\t0.5\n 3e-5 \t4\t1.5\n0.25\t6\t2.5 \n7\t8\t3.5\n\n",
      "\n  1.5   -2 0.5\n3e-5 4 1.5 \n\n \n0.25 6 2.5\n7 8     3.5",
      "1.5|-2|0.5\n3e-5|4|1.5\n0.25|6|2.5\n7|8|3.5\n",
      "\"1.5\",\"-2\",\"0.5\"\n\"3e-5\", \"4\" ,1.5\n0.25,6,\"2.5\"\n7 , 8\t,3.5\n",
  };
  for (const std::string_view text : texts) expect_same(read(text), expected);
  expected.feature_names = {"length, in m", "say \"x\""};
  expected.target_names = {"y"};
  expect_same(read("\"length, in m\",\"say \"\"x\"\"\",y\n1.5,-2,0.5\n3e-5,4,1.5\n0.25,6,2.5\n7,8,3.5\n"), expected);
}

TEST(Csv, DetectsWhatTheTargetIs) {
  struct Case {
    std::string_view column;
    int classes;
    std::vector<int> label;
    Names names;
    Kind kind = Kind::automatic;
  };
  const Case cases[] = {
      {"b a a b", 2, {1, 0, 0, 1}, {"a", "b"}},
      {"1 0 0.0 1", 2, {1, 0, 0, 1}, {}},
      {"10 -1 10 -1", 2, {1, 0, 1, 0}, {"-1", "10"}},
      {"2 10 2 10", 2, {0, 1, 0, 1}, {"2", "10"}},
      {"1 1 none none", 2, {0, 0, 1, 1}, {"1", "none"}},
      {"0 1 2 1", 0, {}, {}},  // three of four different
      {"0.5 1 0.5 1", 0, {}, {}},
      {"0.5 1 0.5 1", 2, {0, 1, 0, 1}, {"0.5", "1"}, Kind::classes},
      {"0 0 1 1", 0, {}, {}, Kind::numbers},
  };
  for (const Case& c : cases) {
    std::string text;
    for (std::size_t at = 0, row = 0; at < c.column.size(); ++row) {
      const std::size_t end = std::min(c.column.find(' ', at), c.column.size());
      text += fmt::format("{},{}\n", row, c.column.substr(at, end - at));
      at = end + 1;
    }
    const Dataset data = read(text, {.kind = c.kind});
    EXPECT_EQ(data.classes, c.classes) << c.column;
    EXPECT_EQ(data.label, c.label) << c.column;
    EXPECT_EQ(data.class_names, c.names) << c.column;
    EXPECT_EQ(data.y.cols(), c.classes == 0) << c.column;
  }
}

// Twenty different whole numbers are classes, more are not.
TEST(Csv, ManyWholeNumbersAreNumbers) {
  for (const int different : {20, 21}) {
    std::string text;
    for (int i = 0; i < 100; ++i) text += fmt::format("{},{}\n", i, i % different);
    EXPECT_EQ(read(text).classes, different == 20 ? 20 : 0);
  }
}

TEST(Csv, TakesTheTargetsThatAreNamed) {
  constexpr std::string_view table = "class,a,b\nx,1,2.5\ny,3,4.5\nx,5,6\ny,7,8\n";
  for (const std::string target : {"class", "1"}) {
    const Dataset data = read(table, {.targets = {target}});
    EXPECT_EQ(data.label, (std::vector<int>{0, 1, 0, 1}));
    EXPECT_EQ(data.feature_names, (Names{"a", "b"}));
    EXPECT_EQ(data.target_names, (Names{"class"}));
  }
  const Dataset two = read("1,2,3\n4,5,6\n", {.targets = {"3", "1"}});
  EXPECT_EQ(two.x, (Eigen::MatrixXd(2, 1) << 2, 5).finished());
  EXPECT_EQ(two.y, (Eigen::MatrixXd(2, 2) << 1, 3, 4, 6).finished());
  // A name tells that there is a header, be the others numbers.
  EXPECT_EQ(read("2019,2020,y\n1,2,0.5\n4,5,6\n", {.targets = {"y"}}).feature_names, (Names{"2019", "2020"}));
}

TEST(Csv, SaysWhatIsWrongAndWhere) {
  struct Case {
    std::string_view text, message;
    CsvOptions options = {};
  };
  const CsvOptions numbers{.kind = Kind::numbers};
  const std::string_view good = "a,b,y\n1,2,0.5\n3,4,1\n";
  const Case cases[] = {
      {"", "empty; rows of features and a target are expected"},
      {" \r\n\n", "empty; rows of features and a target are expected"},
      {"\xff\xfe"
       "1",
       "UTF-16 text; UTF-8 is expected"},
      {"1\n2\n",
       "row 1: one column; rows of features and a target are expected, separated by commas, semicolons, tabs, bars or "
       "spaces"},
      {"a,b\n", "no row below the header; two or more are expected"},
      {"1,2\n", "only one row of numbers; two or more are expected"},
      {"a,b\n1,2\n", "only one row of numbers; two or more are expected"},
      {"1,2,3\n4,abc,6\n", "row 2, column 2: \"abc\"; a number is expected"},
      {"a,b,y\n1,2,3\n\n4,5 m,6\n", "row 4, column 2 (\"b\"): \"5 m\"; a number is expected"},
      {"1,x,3\n4,5,6\n", "row 1, column 2: \"x\"; a number is expected"},
      {"1,2,3\n4,,6\n", "row 2, column 2: empty; a number is expected"},
      {"1,2,3\n4,\"\",6\n", "row 2, column 2: empty; a number is expected"},
      {"1,2,3\n4,5,\n", "row 2, column 3: empty; a number is expected"},
      {"1,2,3\n4,NaN,6\n", "row 2, column 2: \"NaN\"; a finite number is expected"},
      {"1,2,3\n4,5,-inf\n", "row 2, column 3: \"-inf\"; a finite number is expected"},
      {"1,2,3\n4,1e999,6\n", "row 2, column 2: \"1e999\"; 0, or a number from 1e-308 to 1e308 in size, is expected"},
      {"1,2,3\n4,0x10,6\n", "row 2, column 2: \"0x10\"; a number is expected"},
      {"1,2,3\n4,+-1,6\n", "row 2, column 2: \"+-1\"; a number is expected"},
      {"1;2;3\n4;5,5;6\n", "row 2, column 2: \"5,5\"; a number is expected"},
      {"1,2,3\n4,5\n", "row 2: 2 cells; 3 are expected, as in row 1"},
      {"1,2,3\n4\n", "row 2: 1 cell; 3 are expected, as in row 1"},
      {"\na,b,y\n1,2,3\n4,5,6,7\n", "row 4: 4 cells; 3 are expected, as in row 2"},
      {"5.1,3.5,setosa\n4.9,setosa\n", "row 2: 2 cells; 3 are expected, as in row 1"},
      {"1,\"2\n3,4\n", "row 1, column 2: the quote is not closed"},
      {"1,\"2\"3\n3,4\n", "row 1, column 2: text after a closing quote; a delimiter is expected"},
      {"1,a\n2,a\n3,b\n", "row 3, column 2: the only sample of class \"b\"; two or more are expected of each class"},
      {"a,y\n1,0\n2,0\n3,0\n4,1\n",
       "row 5, column 2 (\"y\"): the only sample of class \"1\"; two or more are expected of each class"},
      {"1,a\n2,a\n", "column 2: \"a\" in all rows; two or more classes are expected"},
      {"1,0.5\n2,1.5\n3,abc\n4,2\n", "row 3, column 2: \"abc\"; a number is expected"},
      {"1,a\n2,a\n", "row 1, column 2: \"a\"; a number is expected", numbers},
      {good, "target: unknown column \"yy\"; did you mean \"y\"?", {.targets = {"yy"}}},
      {good, "target \"4\": a column from 1 to 3 is expected", {.targets = {"4"}}},
      {"1,2\n3,4\n", "target \"y\": there is no header; a column from 1 to 2 is expected", {.targets = {"y"}}},
      {good, "column 1 (\"a\") is named as a target twice", {.targets = {"a", "1"}}},
      {good, "all columns are targets; a feature is expected", {.targets = {"a", "b", "y"}}},
      {"a,b,y\n1,2,3\n1,x,3\n", "row 3, column 2 (\"b\"): \"x\"; a number is expected", {.targets = {"b", "y"}}},
      {"1,2\n3,\x01\n4,5\n", "row 2, column 2: \"\\x01\"; a number is expected", numbers},
      {"1,2\nan endless cell that would fill the whole line of the message,3\n",
       "row 2, column 1: \"an endless cell that would fill the whol…\"; a number is expected"},
  };
  for (const Case& c : cases) EXPECT_EQ(refused(c.text, c.options), c.message) << c.text;
}

TEST(Csv, HasLimits) {
  std::string wide = "1";
  for (std::size_t c = 0; c < CsvOptions::most_columns; ++c) wide += ",1";
  EXPECT_EQ(refused(wide + "\n" + wide), "row 1: more than 10000 columns");
  std::string classes;
  for (int i = 0; i < 1001; ++i) classes += fmt::format("{},c{}\n{},c{}\n", i, i, i, i);
  EXPECT_EQ(refused(classes),
            "column 2: more than 1000 different classes; classes that repeat, or numbers, are expected");
}

class CsvFile : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directory(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string path(std::string_view name) const { return folder_ / name; }
  std::string refused_file(const std::string& name) const {
    const auto result = read_csv(name);
    return std::holds_alternative<std::string>(result) ? std::get<std::string>(result) : "taken";
  }

 private:
  const std::filesystem::path folder_ =
      std::filesystem::temp_directory_path() / fmt::format("fallline-csv-{}", getpid());
};

TEST_F(CsvFile, IsReadOrSaidToBeUnreadable) {
  std::ofstream(path("good.csv")) << "1,2\n3,4.5\n";
  EXPECT_EQ(std::get<Dataset>(read_csv(path("good.csv"))).y(1, 0), 4.5);
  std::ofstream(path("bad.csv")) << "1,2\n3,x\n5,6.5";
  EXPECT_EQ(refused_file(path("bad.csv")), path("bad.csv") + ": row 2, column 2: \"x\"; a number is expected");
  EXPECT_EQ(refused_file(path("none.csv")), path("none.csv") + ": cannot be read (No such file or directory)");
  EXPECT_EQ(refused_file(path("")), path("") + ": cannot be read (Is a directory)");
  std::ofstream(path("empty.csv")).close();
  EXPECT_EQ(refused_file(path("empty.csv")), path("empty.csv") + ": empty; rows of features and a target are expected");
  std::ofstream(path("huge.csv")).close();
  std::filesystem::resize_file(path("huge.csv"), (std::uintmax_t{2} << 30) + 1);  // takes no room on the disk
  EXPECT_EQ(refused_file(path("huge.csv")), path("huge.csv") + ": 2.1 GB; at most 2 GB are expected");
}

// Writing ---------------------------------------------------------------------------------------------------------

TEST(Csv, WhatIsWrittenReadsBackAsItWas) {
  for (const DataSetInfo& info : data_sets()) {
    const Dataset data = make_data(info, initial_values(info.parameters));
    expect_same(read(csv_text(data)), data);
  }
  Dataset named = make_data(*find_data_set("blobs"), initial_values(find_data_set("blobs")->parameters));
  named.feature_names = {"length, in m", "a \"wide\"\nname"};
  named.target_names = {"kind;of|it"};
  named.class_names = {" no", "oh, \"yes\"", "what\tever"};
  expect_same(read(csv_text(named)), named);
}

TEST(Csv, EveryNumberReadsBack) {
  Random random(7);
  Dataset data{.x = Eigen::MatrixXd(500, 3), .y = Eigen::MatrixXd(500, 2)};
  for (double& v : data.x.reshaped()) {
    do v = std::bit_cast<double>(random.bits());
    while (!std::isfinite(v));
  }
  data.x.topRows(3) << 0.1, -0.0, 5e-324, 1e308, 2.5, 1e22, 1 / 3.0, 123456789012345680, -1;
  data.y.setConstant(3);  // whole numbers that are none of classes
  const Dataset back = read(csv_text(data), {.targets = {"4", "5"}, .kind = Kind::numbers});
  expect_same(back, data);
  EXPECT_TRUE(std::signbit(back.x(0, 1)));
}

TEST(Csv, AMillionRowsAreReadAndNoMore) {
  const Dataset data = make_data(*find_data_set("circles"), std::vector<double>{1000, 0.05, 0.5, 0.5, 0, 1});
  const std::string thousand = csv_text(data);
  std::string text;
  for (int i = 0; i < 1000; ++i) text += thousand;
  const Dataset all = read(text);
  EXPECT_EQ(all.size(), CsvOptions::most_rows);
  EXPECT_EQ(all.x.bottomRows(1000), data.x);
  EXPECT_EQ(refused("a,b,y\n" + text + "1,2,1\n"), "row 1000002: more than 1000000 rows of numbers");
}

}  // namespace
}  // namespace fallline
