// core/exec/kernels/per_code_memo.hpp — what was worked out for a string of a dictionary, kept for
// all rows and batches to come.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/exec/kernels/operand.hpp"
#include "core/exec/kernels/rows.hpp"

namespace millrace {

/// Answers per code, per lineage (codes of one lineage never change their string). A topic read
/// from several recordings comes in as many lineages, turn by turn, so several are kept; the one
/// unused for longest gives way.
template <typename T>
class PerCodeMemo {
 public:
  /// A table with an answer for the code of every selected row that is not NULL; other entries hold
  /// anything. answer(text) is asked once per string. Answers are forgotten when `epoch` differs
  /// from last time. A dictionary not larger than the batch is answered whole, so that later
  /// batches need not look; of a larger one only the strings that occur.
  template <typename F>
  const T* answers(const Operand& text, const Rows& rows, std::uint64_t epoch, F&& answer) {
    if (epoch != epoch_) pages_.clear();
    epoch_ = epoch;
    const Dictionary& dictionary = *text.dictionary;
    const std::uint32_t size = dictionary.size();
    Page& page = page_of(dictionary.lineage(), size);
    if (page.complete_to >= size) return page.answers.data();
    page.answers.resize(std::max<std::size_t>(page.answers.size(), size));
    page.is_known.resize(page.answers.size(), 0);
    const auto learn = [&](std::uint32_t code) {
      if (page.is_known[code] != 0) return;
      page.answers[code] = answer(dictionary.at(code));
      page.is_known[code] = 1;
    };
    if (size - page.complete_to <= rows.selected.size()) {
      for (std::uint32_t code = page.complete_to; code < size; ++code) learn(code);
      page.complete_to = size;
    } else {
      for_each_row(rows, [&](std::uint32_t row) {
        if (!text.is_null(row)) learn(text.code_at(row));
      });
    }
    return page.answers.data();
  }

 private:
  static constexpr std::size_t kPagesMax = 64;
  static constexpr std::size_t kAnswersMax = std::size_t{1}
                                             << 21;  // of all pages together, if there are several

  struct Page {
    std::uint64_t lineage = 0;
    std::uint64_t used_at = 0;
    std::uint32_t complete_to = 0;  // codes below are all known
    std::vector<T> answers;         // never empty: the code 0 of NULL rows can be looked up
    std::vector<std::uint8_t> is_known;
  };

  /// The lineage's page; others make room for its `size` answers.
  Page& page_of(std::uint64_t lineage, std::size_t size) {
    ++uses_;
    std::size_t others = 0;
    std::size_t found = pages_.size();
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (pages_[i].lineage == lineage) found = i;
      if (pages_[i].lineage != lineage) others += pages_[i].answers.size();
    }
    if (found == pages_.size()) {
      pages_.push_back(Page{lineage, 0, 0, std::vector<T>(1), std::vector<std::uint8_t>(1)});
    }
    std::swap(pages_[found], pages_.front());
    pages_.front().used_at = uses_;
    while (pages_.size() > kPagesMax || (pages_.size() > 1 && others + size > kAnswersMax)) {
      others -= drop_oldest();
    }
    return pages_.front();
  }

  /// REQUIRES: another page than the first. How many answers are gone.
  std::size_t drop_oldest() {
    const auto oldest =
        std::min_element(pages_.begin() + 1, pages_.end(),
                         [](const Page& a, const Page& b) { return a.used_at < b.used_at; });
    const std::size_t dropped = oldest->answers.size();
    std::swap(*oldest, pages_.back());
    pages_.pop_back();
    return dropped;
  }

  std::uint64_t epoch_ = 0;
  std::uint64_t uses_ = 0;
  std::vector<Page> pages_;
};

}  // namespace millrace
