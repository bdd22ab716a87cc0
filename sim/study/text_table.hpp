// sim/study/text_table.hpp — rows of cells as aligned text or as a Markdown table.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace millrace {

enum class Align : std::uint8_t { kLeft, kRight };

struct TableColumn {
  std::string title;
  Align align = Align::kRight;
};

class TextTable {
 public:
  explicit TextTable(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

  /// REQUIRES: a cell per column.
  void add(std::vector<std::string> cells);
  /// The last row's text is put between these (colour), which take no width.
  void colour_last(std::string begin, std::string end);

  /// One blank between columns where two would make the table wider than this.
  void fit(std::size_t columns);

  /// Titles and rows, two blanks between columns or one, no blanks at the end of a line; each line begun with
  /// `indent`.
  std::string text(std::string_view indent = "") const;
  std::string markdown() const;
  /// Columns that text() takes at most.
  std::size_t width() const;

 private:
  struct Row {
    std::vector<std::string> cells;
    std::string colour_begin;
    std::string colour_end;
  };
  std::vector<std::size_t> widths() const;
  std::string line(const std::vector<std::string>& cells,
                   const std::vector<std::size_t>& widths) const;

  std::vector<TableColumn> columns_;
  std::vector<Row> rows_;
  std::size_t gap_ = 2;
};

}  // namespace millrace
