// core/base/result.cpp — shows an error at its place: the line, cut to a readable width, and a
// caret under it.
#include "core/base/result.hpp"

#include <algorithm>
#include <vector>

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

constexpr std::uint32_t kExcerptWidthMax = 160;
constexpr std::uint32_t kTabWidth = 4;
constexpr std::string_view kIndent = "  ";
constexpr std::string_view kEllipsis = "…";

/// One thing that the terminal shows: a code point, a tab as blanks, or a stand-in for a byte that
/// cannot be shown.
struct Cell {
  std::size_t begin = 0;  // byte offset in the source text
  std::size_t end = 0;
  std::string shown;
  std::uint32_t width = 1;  // columns
};

bool is_between(char32_t value, char32_t low, char32_t high) {
  return value >= low && value <= high;
}

/// Columns of a code point in a terminal: 2 for East Asian wide characters and emoji, 0 for
/// combining marks.
std::uint32_t width_of(char32_t c) {
  if (c < 0x300) return 1;
  if (is_between(c, 0x300, 0x36f) || is_between(c, 0x200b, 0x200f) || is_between(c, 0xfe00, 0xfe0f))
    return 0;
  const bool is_wide = is_between(c, 0x1100, 0x115f) || is_between(c, 0x2e80, 0xa4cf) ||
                       is_between(c, 0xac00, 0xd7a3) || is_between(c, 0xf900, 0xfaff) ||
                       is_between(c, 0xfe30, 0xfe6f) || is_between(c, 0xff00, 0xff60) ||
                       is_between(c, 0xffe0, 0xffe6) || is_between(c, 0x1f300, 0x1f64f) ||
                       is_between(c, 0x1f900, 0x1f9ff) || is_between(c, 0x20000, 0x3fffd);
  return is_wide ? 2 : 1;
}

/// Control characters never reach the terminal as they are: a text under examination must not steer
/// it.
bool is_control(char32_t c) {
  return c < 0x20 || is_between(c, 0x7f, 0x9f);
}

std::vector<Cell> cells_of(std::string_view text, std::size_t begin, std::size_t end) {
  std::vector<Cell> cells;
  std::uint32_t column = 0;
  for (std::size_t i = begin; i < end;) {
    const DecodedUtf8 decoded = decode_utf8(text.substr(i, end - i));
    Cell cell{i, i + decoded.byte_count, {}, 1};
    if (decoded.code_point == U'\t') {
      cell.width = kTabWidth - column % kTabWidth;
      cell.shown.assign(cell.width, ' ');
    } else if (is_control(decoded.code_point)) {
      append_utf8(cell.shown, kReplacementCharacter);
    } else {
      append_utf8(cell.shown, decoded.code_point);
      cell.width = width_of(decoded.code_point);
    }
    column += cell.width;
    i = cell.end;
    cells.push_back(std::move(cell));
  }
  return cells;
}

/// The part [first, last) of `cells` that is shown: all, or what fits around the cell at `place`.
struct Excerpt {
  std::size_t first = 0;
  std::size_t last = 0;
};

Excerpt excerpt_around(const std::vector<Cell>& cells, std::size_t place, std::uint32_t width_max) {
  Excerpt excerpt{place, place};
  std::uint32_t width = 0;
  const auto take_right = [&](std::uint32_t limit) {
    while (excerpt.last < cells.size() && width + cells[excerpt.last].width <= limit)
      width += cells[excerpt.last++].width;
  };
  const auto take_left = [&](std::uint32_t limit) {
    while (excerpt.first > 0 && width + cells[excerpt.first - 1].width <= limit)
      width += cells[--excerpt.first].width;
  };
  take_right(width_max / 2);
  take_left(width_max);
  take_right(width_max);
  return excerpt;
}

/// The line around `span` and a caret line below it, both indented.
std::string excerpt_of(std::string_view text, SourceSpan span) {
  const std::size_t place = std::min<std::size_t>(span.begin, text.size());
  const std::size_t break_before =
      place == 0 ? std::string_view::npos : text.rfind('\n', place - 1);
  const std::size_t line_begin = break_before == std::string_view::npos ? 0 : break_before + 1;
  std::size_t line_end = std::min(text.find('\n', place), text.size());
  if (line_end > place && text[line_end - 1] == '\r') --line_end;

  // A line of megabytes is never decoded whole; four bytes a column are enough on either side.
  constexpr std::size_t kReach = 4 * kExcerptWidthMax;
  std::size_t begin = place - line_begin > kReach ? place - kReach : line_begin;
  while (begin > line_begin && begin < place && is_utf8_continuation(text[begin])) ++begin;
  const std::size_t end = std::min(line_end, place + kReach);

  const std::vector<Cell> cells = cells_of(text, begin, end);
  std::size_t index = 0;
  while (index < cells.size() && cells[index].end <= place) ++index;
  constexpr std::uint32_t kRoom = kExcerptWidthMax - 4;  // indent and an ellipsis on both sides
  const Excerpt excerpt = excerpt_around(cells, index, kRoom);

  std::string line(kIndent);
  std::string carets(kIndent);
  if (begin > line_begin || excerpt.first > 0) {
    line += kEllipsis;
    carets += ' ';
  }
  for (std::size_t i = excerpt.first; i < excerpt.last; ++i) {
    line += cells[i].shown;
    if (i < index) carets.append(cells[i].width, ' ');
    if (i > index && cells[i].begin < span.end) carets.append(cells[i].width, '~');
    if (i == index) carets += '^' + std::string(std::max(cells[i].width, 1u) - 1, '~');
  }
  if (index >= excerpt.last) carets += '^';  // past the end of the line
  if (end < line_end || excerpt.last < cells.size()) line += kEllipsis;
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line + '\n' + carets;
}

}  // namespace

std::string render_error(const Error& error, std::string_view source_name,
                         std::string_view source_text) {
  std::string out(source_name);
  if (!out.empty()) out += ':';
  if (!error.span.is_known()) {
    if (!out.empty()) out += ' ';
    return out + "error: " + error.message;
  }
  const LineColumn place = line_column_of(source_text, error.span.begin);
  out += std::to_string(place.line) + ':' + std::to_string(place.column);
  out += ": error: " + error.message + '\n';
  return out + excerpt_of(source_text, error.span);
}

}  // namespace millrace
