// core/data/dictionary.cpp — the builder's index from strings to codes, and the arenas that hold
// the strings.
#include "core/data/dictionary.hpp"

#include <tsl/robin_map.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <utility>

#include "core/base/assert.hpp"
#include "core/base/hash.hpp"

namespace millrace {
namespace {

constexpr std::size_t kBlockBytesMin = 1024;
constexpr std::size_t kBlockBytesMax = 16384;

/// The table is only asked, never iterated: its order is the library's affair.
struct StringHash {
  std::size_t operator()(std::string_view text) const {
    return static_cast<std::size_t>(xxh3_64(text));
  }
};

/// With stored hashes, so that growing never hashes a string twice and most misses never touch one.
using CodeTable =
    tsl::robin_map<std::string_view, std::uint32_t, StringHash, std::equal_to<std::string_view>,
                   std::allocator<std::pair<std::string_view, std::uint32_t>>, true>;

std::uint64_t next_lineage() {
  // An identity, not an order: nothing that reaches a result may depend on its value.
  static std::atomic<std::uint64_t> last{0};
  return last.fetch_add(1, std::memory_order_relaxed) + 1;
}

}  // namespace

struct DictionaryBuilder::State {
  explicit State(std::uint32_t max) : entries_max(max) {}

  std::uint32_t entries_max;
  std::uint64_t lineage = next_lineage();
  std::uint32_t size = 0;
  std::vector<std::shared_ptr<Dictionary::Chunk>> chunks;
  char* free_bytes = nullptr;  // what is left of the newest block of the newest chunk
  std::size_t free_count = 0;
  std::int64_t text_bytes = 0;
  CodeTable codes;
  DictionaryPtr last_snapshot;

  /// Copies the text next to its chunk's other texts: it then lives exactly as long as the chunk.
  std::string_view keep(Dictionary::Chunk& chunk, std::string_view text) {
    if (text.size() > free_count) {
      const std::size_t grown = kBlockBytesMin << std::min<std::size_t>(chunk.text.size(), 4);
      const std::size_t bytes = std::max(text.size(), std::min(grown, kBlockBytesMax));
      chunk.text.push_back(std::unique_ptr<char[]>(new char[bytes]));
      free_bytes = chunk.text.back().get();
      free_count = bytes;
    }
    const std::string_view kept(free_bytes, text.copy(free_bytes, text.size()));
    free_bytes += text.size();
    free_count -= text.size();
    text_bytes += static_cast<std::int64_t>(text.size());
    return kept;
  }

  std::uint32_t add(std::string_view text) {
    const std::uint32_t slot = size & Dictionary::kChunkMask;
    if (slot == 0) {
      chunks.push_back(std::make_shared<Dictionary::Chunk>());
      free_count = 0;
    }
    const std::string_view kept = text.empty() ? std::string_view("") : keep(*chunks.back(), text);
    chunks.back()->entries[slot] = kept;
    codes.emplace(kept, size);
    return size++;
  }

  /// Full chunks never change, so both may point to them; the strings of the last one are copied.
  void copy_from(const State& other) {
    const std::uint32_t shared = other.size & ~Dictionary::kChunkMask;
    const auto shared_chunks = static_cast<std::ptrdiff_t>(shared >> Dictionary::kChunkBits);
    chunks.assign(other.chunks.begin(), other.chunks.begin() + shared_chunks);
    codes = other.codes;
    text_bytes = other.text_bytes;
    size = shared;
    for (std::uint32_t code = shared; code < other.size; ++code) {
      const std::string_view text = other.chunks.back()->entries[code & Dictionary::kChunkMask];
      codes.erase(text);
      text_bytes -= static_cast<std::int64_t>(text.size());
      add(text);
    }
  }
};

DictionaryBuilder::DictionaryBuilder(std::uint32_t entries_max)
    : state_(std::make_unique<State>(entries_max)) {}
DictionaryBuilder::~DictionaryBuilder() = default;
DictionaryBuilder::DictionaryBuilder(const DictionaryBuilder& other)
    : state_(std::make_unique<State>(other.state_->entries_max)) {
  state_->copy_from(*other.state_);
}
DictionaryBuilder& DictionaryBuilder::operator=(const DictionaryBuilder& other) {
  if (this != &other) *this = DictionaryBuilder(other);
  return *this;
}
DictionaryBuilder::DictionaryBuilder(DictionaryBuilder&&) noexcept = default;
DictionaryBuilder& DictionaryBuilder::operator=(DictionaryBuilder&&) noexcept = default;

std::uint32_t DictionaryBuilder::code_of(std::string_view text) {
  const auto found = state_->codes.find(text);
  if (found != state_->codes.end()) return found->second;
  return state_->add(text);
}

std::uint32_t DictionaryBuilder::size() const {
  return state_->size;
}

std::int64_t DictionaryBuilder::byte_count() const {
  constexpr std::int64_t kBytesPerEntry = 64;  // in the index, twice its share, and in the chunk
  return state_->text_bytes + std::int64_t{state_->size} * kBytesPerEntry;
}

DictionaryPtr DictionaryBuilder::snapshot() {
  State& state = *state_;
  if (state.last_snapshot && state.last_snapshot->size() == state.size) return state.last_snapshot;
  auto dictionary = std::make_shared<Dictionary>();
  dictionary->lineage_ = state.lineage;
  dictionary->size_ = state.size;
  dictionary->chunks_.assign(state.chunks.begin(), state.chunks.end());
  state.last_snapshot = std::move(dictionary);
  return state.last_snapshot;
}

void DictionaryBuilder::renew_if_full() {
  if (state_->size < state_->entries_max) return;
  state_ = std::make_unique<State>(state_->entries_max);
}

}  // namespace millrace
