#include "app/widgets/number_format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>
#include <random>

namespace fallline::ui {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

TEST(FormatNumber, FourSignificantDigitsWithoutTrailingZeros) {
  EXPECT_EQ(format_number(181.61716), "181.6");
  EXPECT_EQ(format_number(0.08), "0.08");
  EXPECT_EQ(format_number(-44.81), "-44.81");
  EXPECT_EQ(format_number(3.0), "3");
  EXPECT_EQ(format_number(1234.5), "1234");
  EXPECT_EQ(format_number(12345.6), "12346");
  EXPECT_EQ(format_number(0.001), "0.001");
  EXPECT_EQ(format_number(0.12345, 2), "0.12");
}

TEST(FormatNumber, PowersOfTenOutsideOneThousandthToOneHundredThousand) {
  EXPECT_EQ(format_number(3.1e-9), "3.1e-9");
  EXPECT_EQ(format_number(9.999e-4), "9.999e-4");
  EXPECT_EQ(format_number(1e5), "1e5");
  EXPECT_EQ(format_number(-2.5e300), "-2.5e300");
  EXPECT_EQ(format_number(4.9e-324), "4.941e-324");
}

TEST(FormatNumber, RoundsBeforeItChoosesTheForm) {
  EXPECT_EQ(format_number(0.00099996), "0.001");
  EXPECT_EQ(format_number(99999.6), "1e5");
  EXPECT_EQ(format_number(9.99996), "10");
}

TEST(FormatNumber, ZeroAndWhatIsNoNumber) {
  EXPECT_EQ(format_number(0.0), "0");
  EXPECT_EQ(format_number(-0.0), "0");
  EXPECT_EQ(format_number(std::nan("")), "NaN");
  EXPECT_EQ(format_number(inf), "∞");
  EXPECT_EQ(format_number(-inf), "-∞");
}

TEST(FormatPadded, KeepsZeros) {
  EXPECT_EQ(format_padded(3.0), "3.000");
  EXPECT_EQ(format_padded(25.7), "25.70");
  EXPECT_EQ(format_padded(0.0), "0.000");
  EXPECT_EQ(format_padded(1e-4), "1.000e-4");
  EXPECT_EQ(format_padded(-0.0, 1), "0");
}

TEST(FormatFull, ReadsBackAsTheSameNumber) {
  EXPECT_EQ(format_full(0.1), "0.1");
  EXPECT_EQ(format_full(-0.0), "0");
  EXPECT_EQ(format_full(3.0), "3");
  EXPECT_EQ(format_full(1e-9), "1e-9");
  std::mt19937_64 engine(7);
  for (int i = 0; i < 2000; ++i) {
    const double x =
        std::ldexp(std::uniform_real_distribution(-1.0, 1.0)(engine), std::uniform_int_distribution(-900, 900)(engine));
    EXPECT_EQ(std::strtod(format_full(x).c_str(), nullptr), x) << format_full(x);
    EXPECT_EQ(parse_number(format_full(x)), x);
  }
}

TEST(ParseNumber, TakesNumbersAndNothingElse) {
  EXPECT_EQ(parse_number("1e-3"), 1e-3);
  EXPECT_EQ(parse_number(" -0.5 "), -0.5);
  EXPECT_EQ(parse_number("+2"), 2.0);
  for (const char* text : {"", " ", "abc", "1e", "1.2.3", "0.1 x", "nan", "inf", "1e999", "1,5", "--1"}) {
    EXPECT_EQ(parse_number(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace fallline::ui
