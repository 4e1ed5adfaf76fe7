// What is a formula, what it means, and what is said of what is none.
#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <numbers>

#include "support/formulas.h"

namespace fallline {
namespace {

using test::parsed;
using test::refused;
using test::value_of;

TEST(FormulaParser, KnowsWhatBindsTighter) {
  EXPECT_EQ(value_of("1+2*3"), 7);
  EXPECT_EQ(value_of("(1+2)*3"), 9);
  EXPECT_EQ(value_of("8-4-2"), 2);
  EXPECT_EQ(value_of("8/4/2"), 1);
  EXPECT_EQ(value_of("8/4*2"), 4);
  EXPECT_EQ(value_of("2^3^2"), 512);
  EXPECT_EQ(value_of("(2^3)^2"), 64);
  EXPECT_EQ(value_of("-3^2"), -9);
  EXPECT_EQ(value_of("(-3)^2"), 9);
  EXPECT_EQ(value_of("2^-1"), 0.5);
  EXPECT_EQ(value_of("2^-1*3"), 1.5);
  EXPECT_EQ(value_of("2^-2^2"), 1 / 16.0);
  EXPECT_EQ(value_of("2*-3"), -6);
  EXPECT_EQ(value_of("2--3"), 5);
  EXPECT_EQ(value_of("-+-5"), 5);
  EXPECT_EQ(value_of("+x", {4, 0}), 4);
  EXPECT_EQ(value_of("2*3^2"), 18);
  EXPECT_EQ(value_of("min(1, 2) + max(3, 2*4)"), 9);
  EXPECT_EQ(value_of("atan2(1, 0)"), std::numbers::pi / 2);
  EXPECT_EQ(value_of("min(max(x, 1), (2))", {5, 0}), 2);
}

TEST(FormulaParser, KnowsNumbersAndNames) {
  EXPECT_EQ(value_of(".5"), 0.5);
  EXPECT_EQ(value_of("7."), 7);
  EXPECT_EQ(value_of("1e-3"), 1e-3);
  EXPECT_EQ(value_of("2.5E+2"), 250);
  EXPECT_EQ(value_of("pi"), std::numbers::pi);
  EXPECT_EQ(value_of("e"), std::numbers::e);
  EXPECT_EQ(value_of("2*e"), 2 * std::numbers::e);
  EXPECT_EQ(value_of("x - y", {3, 5}), -2);
}

TEST(FormulaParser, ReadsTypography) {
  EXPECT_EQ(value_of("x² − 2·y³", {3, 2}), -7);
  EXPECT_EQ(value_of("2×x⁴", {2, 0}), 32);
  EXPECT_EQ(value_of("−x²", {3, 0}), -9);
  EXPECT_EQ(value_of("(x + 1)²", {2, 0}), 9);
  EXPECT_EQ(value_of("2^x²", {3, 0}), 512);
  EXPECT_EQ(value_of("sin(x)²", {0.5, 0}), value_of("sin(x)^2", {0.5, 0}));
  EXPECT_EQ(value_of("2·π"), 2 * std::numbers::pi);
  EXPECT_EQ(value_of("\tx\u00a0+\n1 ", {1, 0}), 2);
}

TEST(FormulaParser, NamesOfItsOwnAreParameters) {
  const Formula formula = parsed("b*x^2 - a_1*y + b + X*exp2");
  std::vector<std::string_view> keys;
  for (const Parameter& p : formula.parameters()) {
    keys.push_back(p.key);
    EXPECT_EQ(p.symbol, p.key);
    EXPECT_EQ(p.label, p.key);
    EXPECT_EQ(p.initial, 1);
    EXPECT_EQ(p.minimum, -5);
    EXPECT_EQ(p.maximum, 5);
    EXPECT_EQ(p.lower, -1e12);
    EXPECT_EQ(p.upper, 1e12);
    EXPECT_FALSE(p.meaning.empty());
  }
  EXPECT_EQ(keys, (std::vector<std::string_view>{"b", "a_1", "X", "exp2"}));
  const double values[] = {2, 3, 5, 7}, theta[] = {10, 100};
  EXPECT_EQ(formula.surface(values)->value(theta, {}), 200 - 300 + 2 + 35);
  EXPECT_TRUE(parsed("x*y + pi*e").parameters().empty());
}

TEST(FormulaParser, ACopyKeepsTheParameters) {
  std::span<const Parameter> parameters;
  std::unique_ptr<const Formula> copy;
  {
    const Formula formula = parsed("first*x + second*y");
    copy = std::make_unique<Formula>(formula);
    parameters = formula.parameters();
    EXPECT_EQ(*copy, formula);
  }
  EXPECT_EQ(parameters[1].key, "second");
  EXPECT_EQ(copy->text(), "first*x + second*y");
  EXPECT_NE(*copy, parsed("first * x + second*y"));
}

struct Refusal {
  const char *text, *message;
};
void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.text; }
class Refusals : public testing::TestWithParam<Refusal> {};

TEST_P(Refusals, SayWhereAndWhat) { EXPECT_EQ(refused(GetParam().text), GetParam().message) << GetParam().text; }

INSTANTIATE_TEST_SUITE_P(
    Words, Refusals,
    testing::Values(
        Refusal{"", "column 1: the formula is empty; one such as \"x^2 + y^2\" is expected"},
        Refusal{"   ", "column 4: the formula is empty; one such as \"x^2 + y^2\" is expected"},
        Refusal{"x + sni(y)", "column 5: unknown function \"sni\"; did you mean \"sin\"?"},
        Refusal{"tann(y)", "column 1: unknown function \"tann\"; did you mean \"tan\"?"},
        Refusal{"ln(x)", "column 1: unknown function \"ln\"; did you mean \"log(…)\"?"},
        Refusal{"2*pow(x, 2)", "column 3: unknown function \"pow\"; did you mean \"a^b\"?"},
        Refusal{"f(x)", "column 1: unknown function \"f\"; did you mean \"f*(…)\"?"},
        Refusal{"a(a)", "column 1: unknown function \"a\"; did you mean \"a*(…)\"?"},
        Refusal{"whatever(x)",
                "column 1: unknown function \"whatever\"; known: sin, cos, tan, asin, acos, atan, atan2, "
                "sinh, cosh, tanh, exp, log, log10, sqrt, abs, sign, min, max, floor"},
        Refusal{"3 + sin x", "column 5: \"sin\" is a function; \"(\" is expected behind it, as in \"sin(x)\""},
        Refusal{"atan2", "column 1: \"atan2\" is a function; \"(\" is expected behind it, as in \"atan2(x, y)\""},
        Refusal{"2x", "column 2: \"*\" is missing before \"x\"; did you mean \"2*x\"?"},
        Refusal{"x y", "column 3: \"*\" is missing before \"y\"; did you mean \"x*y\"?"},
        Refusal{"x(y + 1)", "column 2: \"*\" is missing before \"(\"; did you mean \"x*(\"?"},
        Refusal{"(x)y", "column 4: \"*\" is missing before \"y\"; did you mean \")*y\"?"},
        Refusal{"x²y", "column 3: \"*\" is missing before \"y\"; did you mean \"x²*y\"?"},
        Refusal{"1.2.3", "column 4: \"*\" is missing before \".3\"; did you mean \"1.2*.3\"?"},
        Refusal{"2e", "column 2: \"*\" is missing before \"e\"; did you mean \"2*e\"?"},
        Refusal{"min(x)", "column 1: \"min\" takes 2 arguments, not 1; did you mean \"min(x, y)\"?"},
        Refusal{"1 + sin(x, y)", "column 5: \"sin\" takes 1 argument, not 2; did you mean \"sin(x)\"?"},
        Refusal{"sin()", "column 1: \"sin\" takes 1 argument, not 0; did you mean \"sin(x)\"?"},
        Refusal{"max(x,)", "column 7: a number, a name or \"(\" is expected behind \",\", not \")\""},
        Refusal{"(x, y)",
                "column 3: \",\" stands only between the arguments of a function; decimals have a point, as "
                "in \"0.5\""},
        Refusal{"0,5*x",
                "column 2: \",\" stands only between the arguments of a function; decimals have a point, as "
                "in \"0.5\""}));

INSTANTIATE_TEST_SUITE_P(
    Signs, Refusals,
    testing::Values(
        Refusal{"(x + (y)", "column 9: \")\" is missing; the \"(\" of column 1 is still open"},
        Refusal{"x + sin(y", "column 10: \")\" is missing; the \"(\" of column 8 is still open"},
        Refusal{"x + y)", "column 6: no \"(\" is open for this \")\""},
        Refusal{"()", "column 2: a number, a name or \"(\" is expected behind \"(\", not \")\""},
        Refusal{"x +", "column 4: the formula ends where a number, a name or \"(\" is expected behind \"+\""},
        Refusal{"x^", "column 3: the formula ends where a number, a name or \"(\" is expected behind \"^\""},
        Refusal{"*x", "column 1: a number, a name or \"(\" is expected, not \"*\""},
        Refusal{"x+*y", "column 3: a number, a name or \"(\" is expected behind \"+\", not \"*\""},
        Refusal{"x**2", "column 2: \"**\" is not known; did you mean \"^\"?"},
        Refusal{"x^^2", "column 3: a number, a name or \"(\" is expected behind \"^\", not \"^\""},
        Refusal{"y = x", "column 3: \"=\" is not expected; only what stands right of \"=\" is expected"},
        Refusal{"[x]", "column 1: \"[\" is not expected; did you mean \"(\"?"},
        Refusal{"|x|", "column 1: \"|\" is not expected; did you mean \"abs(…)\"?"},
        Refusal{"√x", "column 1: \"√\" is not expected; did you mean \"sqrt(…)\"?"},
        Refusal{"½·x", "column 1: \"½\" is not expected; did you mean \"0.5*\"?"},
        Refusal{"x²³", "column 3: \"³\" follows another exponent; \"^\" is expected"},
        Refusal{"²", "column 1: a number, a name or \"(\" is expected, not \"²\""},
        // Columns count characters, not bytes.
        Refusal{"x² − 2·sni(y)", "column 8: unknown function \"sni\"; did you mean \"sin\"?"},
        Refusal{"x + \x80", "column 5: the byte 0x80 has no meaning here; names are made of a–z, A–Z, 0–9 and _"},
        Refusal{"x + 1e999", "column 5: numbers are 0 or from 2.2e-308 to 1.8e+308 in size"},
        Refusal{"x $ y", "column 3: \"$\" has no meaning here; names are made of a–z, A–Z, 0–9 and _"}));

TEST(FormulaParser, LongFormulas) {
  std::string longest = "x";
  while (longest.size() + 2 <= longest_formula) longest += "+y";
  longest += std::string(longest_formula - longest.size(), ' ');
  const auto start = std::chrono::steady_clock::now();
  EXPECT_EQ(value_of(longest, {0.5, 1}), 0.5 + 4999);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(5));
  EXPECT_EQ(refused(longest + "+1"), "column 10001: the formula goes on; at most 10000 characters are expected");
  EXPECT_EQ(refused(std::string(5'000'000, 'x')),
            "column 10001: the formula goes on; at most 10000 characters are expected");
  // Characters, not bytes.
  std::string wide = "x";
  for (int i = 0; i < 4999; ++i) wide += "−y";
  EXPECT_EQ(value_of(wide, {0, 1}), -4999);
}

TEST(FormulaParser, DeepFormulas) {
  const auto nested = [](int depth) { return std::string(depth, '(') + "x" + std::string(depth, ')'); };
  EXPECT_EQ(value_of(nested(500), {3, 0}), 3);
  EXPECT_EQ(value_of(nested(1000), {3, 0}), 3);
  EXPECT_EQ(refused(nested(1001)), "column 1001: more than 1000 parentheses are open at once");
  std::string functions = "x", sums = "x", powers = "x";
  for (int i = 0; i < 900; ++i) {
    functions = "sin(" + functions + ")";
    sums = "y*(" + sums + "+1)";
  }
  for (int i = 0; i < 3000; ++i) powers += "^y";
  EXPECT_NEAR(value_of(functions, {1, 0}), std::sqrt(3.0 / 900), 1e-3);
  EXPECT_EQ(value_of(sums, {1, 1}), 901);
  EXPECT_EQ(value_of(powers, {2, 1}), 2);
  EXPECT_EQ(value_of(std::string(9'998, '-') + "x", {2, 1}), 2);
  EXPECT_EQ(refused(std::string(9'999, '(')), "column 1001: more than 1000 parentheses are open at once");
}

TEST(FormulaParser, ManyParameters) {
  std::string text = "0";
  for (int i = 0; text.size() < 9'990; ++i) text += "+p" + std::to_string(i);
  const Formula formula = parsed(text);
  EXPECT_GT(formula.parameters().size(), 1000u);
  const double theta[] = {0, 0};
  EXPECT_EQ(formula.surface(initial_values(formula.parameters()))->value(theta, {}), formula.parameters().size());
}

}  // namespace
}  // namespace fallline
