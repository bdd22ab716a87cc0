// sim/study/text_table.cpp — layout of tables.
#include "sim/study/text_table.hpp"

#include <algorithm>

#include "core/base/assert.hpp"
#include "sim/study/figure_text.hpp"

namespace millrace {

void TextTable::add(std::vector<std::string> cells) {
  MILLRACE_ASSERT(cells.size() == columns_.size());
  rows_.push_back({std::move(cells), "", ""});
}

void TextTable::colour_last(std::string begin, std::string end) {
  rows_.back().colour_begin = std::move(begin);
  rows_.back().colour_end = std::move(end);
}

void TextTable::fit(std::size_t columns) {
  if (width() > columns) gap_ = 1;
}

std::vector<std::size_t> TextTable::widths() const {
  std::vector<std::size_t> widths;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = display_width(columns_[i].title);
    for (const Row& row : rows_) width = std::max(width, display_width(row.cells[i]));
    widths.push_back(width);
  }
  return widths;
}

std::size_t TextTable::width() const {
  std::size_t sum = columns_.empty() ? 0 : (columns_.size() - 1) * gap_;
  for (const std::size_t width : widths()) sum += width;
  return sum;
}

std::string TextTable::line(const std::vector<std::string>& cells,
                            const std::vector<std::size_t>& widths) const {
  std::string text;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text.append(gap_, ' ');
    text += columns_[i].align == Align::kLeft ? padded_right(cells[i], widths[i])
                                              : padded_left(cells[i], widths[i]);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string TextTable::text(std::string_view indent) const {
  const std::vector<std::size_t> all_widths = widths();
  std::vector<std::string> titles;
  for (const TableColumn& column : columns_) titles.push_back(column.title);
  std::string text = std::string(indent) + line(titles, all_widths) + "\n";
  for (const Row& row : rows_) {
    text += std::string(indent) + row.colour_begin + line(row.cells, all_widths) + row.colour_end +
            "\n";
  }
  return text;
}

std::string TextTable::markdown() const {
  std::string text = "|";
  for (const TableColumn& column : columns_) text += " " + column.title + " |";
  text += "\n|";
  for (const TableColumn& column : columns_) {
    text += column.align == Align::kLeft ? " --- |" : " ---: |";
  }
  text += "\n";
  for (const Row& row : rows_) {
    text += "|";
    for (const std::string& cell : row.cells) {
      text += ' ';
      for (const char c : cell) text += c == '|' ? std::string("\\|") : std::string(1, c);
      text += " |";
    }
    text += "\n";
  }
  return text;
}

}  // namespace millrace
