// core/route/dictionary_hashes.cpp — the cache of entry hashes.
#include "core/route/dictionary_hashes.hpp"

namespace millrace {

std::span<const std::uint64_t> DictionaryHashes::of(const Dictionary& dictionary, Function function,
                                                    std::int64_t& hashed) {
  if (entries_ > entries_max_) {
    by_lineage_.clear();
    entries_ = 0;
  }
  std::vector<std::uint64_t>& hashes = by_lineage_[dictionary.lineage()];
  const std::uint32_t size = dictionary.size();
  auto code = static_cast<std::uint32_t>(hashes.size());
  if (code < size) {
    const std::int64_t added = size - code;
    for (; code < size; ++code) hashes.push_back(function(dictionary.at(code)));
    hashed += added;
    entries_ += added;
  }
  return {hashes.data(), size};
}

}  // namespace millrace
