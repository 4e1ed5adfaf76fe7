// Dijkstra's shunting yard: operations wait on a stack of our own until what binds tighter is done, so that no depth of
// nesting is too deep for the machine's.
#include "objective/formula_parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <numbers>
#include <unordered_map>

#include "objective/formula_lexer.h"

namespace fallline::formula {
namespace {

struct FunctionName {
  std::string_view name;
  Op op;
};
constexpr FunctionName functions[] = {
    {"sin", Op::sin},   {"cos", Op::cos},     {"tan", Op::tan},     {"asin", Op::asin},   {"acos", Op::acos},
    {"atan", Op::atan}, {"atan2", Op::atan2}, {"sinh", Op::sinh},   {"cosh", Op::cosh},   {"tanh", Op::tanh},
    {"exp", Op::exp},   {"log", Op::log},     {"log10", Op::log10}, {"sqrt", Op::sqrt},   {"abs", Op::abs},
    {"sign", Op::sign}, {"min", Op::min},     {"max", Op::max},     {"floor", Op::floor},
};

// Names that other languages have, and what stands for them here.
struct Instead {
  std::string_view name, instead;
};
constexpr Instead others[] = {
    {"ln", "log(…)"},
    {"arcsin", "asin(…)"},
    {"arccos", "acos(…)"},
    {"arctan", "atan(…)"},
    {"pow", "a^b"},
    {"power", "a^b"},
    {"ceil", "-floor(-…)"},
    {"sgn", "sign(…)"},
    {"fabs", "abs(…)"},
    {"cbrt", "a^(1/3)"},
    {"square", "a^2"},
    {"sec", "1/cos(…)"},
    {"mod", "a - b*floor(a/b)"},
    {"log2", "log(…)/log(2)"},
    {"relu", "max(0, …)"},
    {"cot", "1/tan(…)"},
};

const FunctionName* find_function(std::string_view name) {
  const auto it =
      std::find_if(std::begin(functions), std::end(functions), [&](const FunctionName& f) { return f.name == name; });
  return it == std::end(functions) ? nullptr : it;
}

Op binary(char operation) {
  switch (operation) {
    case '+':
      return Op::add;
    case '-':
      return Op::subtract;
    case '*':
      return Op::multiply;
    case '/':
      return Op::divide;
    default:
      return Op::power;
  }
}

enum Binding { open_parenthesis, of_sums, of_products, of_signs, of_powers };

Binding binding(Op op) {
  switch (op) {
    case Op::add:
    case Op::subtract:
      return of_sums;
    case Op::multiply:
    case Op::divide:
      return of_products;
    case Op::negate:
      return of_signs;
    default:
      return of_powers;
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text), lexer_(text), token_(lexer_.next()) {}

  Terms run() {
    if (token_.word == Word::end) refuse(token_, "the formula is empty; one such as \"x^2 + y^2\" is expected");
    bool wants_operand = true;
    while (token_.word != Word::end || wants_operand) wants_operand = wants_operand ? operand() : operation();
    reduce(of_sums);
    if (!waiting_.empty())
      refuse(token_, fmt::format("\")\" is missing; the \"(\" of column {} is still open", column(waiting_.back().at)));
    return std::move(result_);
  }

 private:
  // What is to be done when what follows it is complete.
  struct Waiting {
    Binding binding;
    Op op{};                                 // not of a parenthesis
    const char* at = nullptr;                // of a parenthesis
    const FunctionName* function = nullptr;  // that the parenthesis belongs to
    Token name{};
    int arguments = 1;
  };

  [[noreturn]] static void refuse(const Token& token, std::string what) {
    throw Refused{token.text.data(), std::move(what)};
  }
  std::size_t column(const char* at) const {
    return 1 + count_characters(text_.substr(0, static_cast<std::size_t>(at - text_.data())));
  }
  Token advance() {
    before_ = token_;
    token_ = lexer_.next();
    return before_;
  }

  // Takes one word where a number, a name or the like is expected; false once it is complete.
  bool operand() {
    switch (token_.word) {
      case Word::number:
        result_.terms.push_back({.op = Op::constant, .number = token_.number});
        advance();
        return false;
      case Word::name:
        return name();
      case Word::open:
        open(nullptr, {});
        return true;
      case Word::operation:
        if (token_.operation == '-') waiting_.push_back({of_signs, Op::negate});
        if (token_.operation != '-' && token_.operation != '+') refuse_operation();
        advance();
        return true;
      default:
        refuse_missing_operand();
    }
  }

  bool name() {
    const Token word = advance();
    const FunctionName* function = find_function(word.text);
    const auto constant = [&](double s) { result_.terms.push_back({.op = Op::constant, .number = s}); };
    if (function) {
      if (token_.word != Word::open)
        refuse(word, fmt::format("\"{0}\" is a function; \"(\" is expected behind it, as in \"{1}\"", word.text,
                                 example(*function)));
      open(function, word);
      return true;
    }
    if (word.text == "x" || word.text == "y")
      result_.terms.push_back({.op = word.text == "x" ? Op::x : Op::y});
    else if (word.text == "pi" || word.text == "π")
      constant(std::numbers::pi);
    else if (word.text == "e")
      constant(std::numbers::e);
    else if (token_.word == Word::open)
      refuse_function(word);
    else
      parameter(word.text);
    return false;
  }

  static std::string example(const FunctionName& f) {
    return fmt::format("{}({})", f.name, operands(f.op) == 2 ? "x, y" : "x");
  }

  void parameter(std::string_view word) {
    const auto [it, first] = parameters_.try_emplace(word, result_.parameters.size());
    if (first) result_.parameters.push_back(word);
    result_.terms.push_back({.op = Op::constant, .parameter = it->second});
  }

  // At an opening parenthesis, of a function or of none.
  void open(const FunctionName* function, const Token& word) {
    if (++depth_ > deepest_formula)
      refuse(token_, fmt::format("more than {} parentheses are open at once", deepest_formula));
    waiting_.push_back({.binding = open_parenthesis, .at = token_.text.data(), .function = function, .name = word});
    advance();
  }

  // Takes one word where an operation or the end of something is expected; true if an operand comes next.
  bool operation() {
    switch (token_.word) {
      case Word::operation: {
        const Op op = binary(token_.operation);
        // A power waits for the one on its right, all others for none of their own kind.
        reduce(op == Op::power ? static_cast<Binding>(of_powers + 1) : binding(op));
        waiting_.push_back({binding(op), op});
        advance();
        return true;
      }
      case Word::raised:
        if (before_.word == Word::raised)
          refuse(token_, fmt::format("\"{}\" follows another exponent; \"^\" is expected", token_.text));
        result_.terms.push_back({.op = Op::constant, .number = token_.number});
        result_.terms.push_back({.op = Op::power});
        raise();
        return false;
      case Word::comma:
        comma();
        return true;
      case Word::close:
        close();
        return false;
      default:
        refuse(token_,
               fmt::format("\"*\" is missing before \"{0}\"; did you mean \"{1}*{0}\"?", token_.text, before_.text));
    }
  }

  // At an exponent: with what it raises it is one word in hints.
  void raise() {
    const char* const start = before_.text.data();
    advance();
    before_.text = {start, static_cast<std::size_t>(before_.text.data() + before_.text.size() - start)};
  }

  void comma() {
    reduce(of_sums);
    if (waiting_.empty() || !waiting_.back().function)
      refuse(token_, "\",\" stands only between the arguments of a function; decimals have a point, as in \"0.5\"");
    ++waiting_.back().arguments;
    advance();
  }

  void close() {
    reduce(of_sums);
    if (waiting_.empty()) refuse(token_, "no \"(\" is open for this \")\"");
    const Waiting parenthesis = waiting_.back();
    if (const FunctionName* f = parenthesis.function) {
      if (parenthesis.arguments != operands(f->op)) refuse_arguments(parenthesis.name, *f, parenthesis.arguments);
      result_.terms.push_back({.op = f->op});
    }
    waiting_.pop_back();
    --depth_;
    advance();
  }

  [[noreturn]] static void refuse_arguments(const Token& word, const FunctionName& f, int count) {
    const int expected = operands(f.op);
    refuse(word, fmt::format("\"{}\" takes {} argument{}, not {}; did you mean \"{}\"?", f.name, expected,
                             expected == 1 ? "" : "s", count, example(f)));
  }

  // Does all that waits and binds at least as tightly.
  void reduce(int at_least) {
    for (; !waiting_.empty() && waiting_.back().binding >= at_least; waiting_.pop_back())
      result_.terms.push_back({.op = waiting_.back().op});
  }

  [[noreturn]] void refuse_operation() const {
    if (token_.text == "*" && before_.text == "*" && before_.text.data() + 1 == token_.text.data())
      refuse(before_, "\"**\" is not known; did you mean \"^\"?");
    refuse_missing_operand();
  }

  [[noreturn]] void refuse_missing_operand() const {
    const bool closes = token_.word == Word::close || token_.word == Word::comma;
    if (closes && before_.word == Word::open && waiting_.back().function && token_.word == Word::close)
      refuse_arguments(waiting_.back().name, *waiting_.back().function, 0);
    const std::string behind = before_.text.empty() ? "" : fmt::format(" behind \"{}\"", before_.text);
    if (token_.word == Word::end)
      refuse(token_, fmt::format("the formula ends where a number, a name or \"(\" is expected{}", behind));
    refuse(token_, fmt::format("a number, a name or \"(\" is expected{}, not \"{}\"", behind, token_.text));
  }

  [[noreturn]] void refuse_function(const Token& word) const {
    for (const Instead& other : others)
      if (other.name == word.text)
        refuse(word, fmt::format("unknown function \"{}\"; did you mean \"{}\"?", word.text, other.instead));
    // Too short to be another name misspelt, it is rather a factor.
    if (word.text.size() == 1)
      refuse(word, fmt::format("unknown function \"{0}\"; did you mean \"{0}*(…)\"?", word.text));
    std::vector<std::string_view> names;
    for (const FunctionName& f : functions) names.push_back(f.name);
    refuse(word, unknown("function", shortened(word.text), names));
  }
  static std::string_view shortened(std::string_view name) { return name.substr(0, 40); }

  const std::string_view text_;
  Lexer lexer_;
  Token token_, before_{};
  std::size_t depth_ = 0;
  std::vector<Waiting> waiting_;
  std::unordered_map<std::string_view, std::size_t> parameters_;
  Terms result_;
};

}  // namespace

int operands(Op op) {
  switch (op) {
    case Op::constant:
    case Op::x:
    case Op::y:
      return 0;
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::power:
    case Op::atan2:
    case Op::min:
    case Op::max:
    case Op::angle_jump:
      return 2;
    case Op::select:
      return 3;
    default:
      return 1;
  }
}

std::variant<Terms, FormulaError> parse(std::string_view text) {
  const auto error = [](std::size_t column, std::string_view what) {
    return FormulaError{column, fmt::format("column {}: {}", column, what)};
  };
  if (count_characters(text) > longest_formula)
    return error(longest_formula + 1,
                 fmt::format("the formula goes on; at most {} characters are expected", longest_formula));
  try {
    return Parser(text).run();
  } catch (const Refused& refused) {
    return error(1 + count_characters(text.substr(0, static_cast<std::size_t>(refused.at - text.data()))),
                 refused.what);
  }
}

}  // namespace fallline::formula
