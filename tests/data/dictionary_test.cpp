// tests/data/dictionary_test.cpp — codes that stay what they are while the table grows.
#include "core/data/dictionary.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace millrace {
namespace {

TEST_CASE("codes count distinct strings in order of first appearance") {
  DictionaryBuilder builder;
  CHECK(builder.code_of("b") == 0);
  CHECK(builder.code_of("a") == 1);
  CHECK(builder.code_of("b") == 0);
  CHECK(builder.code_of("") == 2);
  CHECK(builder.code_of(std::string_view("a\0x", 3)) == 3);
  CHECK(builder.code_of(std::string_view("a\0y", 3)) == 4);
  CHECK(builder.size() == 5);
  const DictionaryPtr dictionary = builder.snapshot();
  CHECK(dictionary->size() == 5);
  CHECK(dictionary->at(0) == "b");
  CHECK(dictionary->at(2) == "");
  CHECK(dictionary->at(3) == std::string_view("a\0x", 3));
}

TEST_CASE("a snapshot is the same object until something is added") {
  DictionaryBuilder builder;
  const DictionaryPtr empty = builder.snapshot();
  CHECK(empty->size() == 0);
  CHECK(builder.snapshot() == empty);
  builder.code_of("x");
  const DictionaryPtr one = builder.snapshot();
  CHECK(one != empty);
  builder.code_of("x");
  CHECK(builder.snapshot() == one);
}

TEST_CASE("snapshots of one lineage agree on every code that both hold, and on its very bytes") {
  DictionaryBuilder builder;
  for (int i = 0; i < 300; ++i) builder.code_of("key-" + std::to_string(i));
  const DictionaryPtr early = builder.snapshot();
  for (int i = 0; i < 5000; ++i) builder.code_of("key-" + std::to_string(i));
  const DictionaryPtr late = builder.snapshot();
  CHECK(early->lineage() == late->lineage());
  CHECK(early->lineage() != 0);
  CHECK(early->size() == 300);
  CHECK(late->size() == 5000);
  for (std::uint32_t code = 0; code < early->size(); ++code) {
    CHECK(early->at(code) == "key-" + std::to_string(code));
    CHECK(early->at(code).data() == late->at(code).data());
  }
}

TEST_CASE("a snapshot outlives its builder and what the caller passed in") {
  DictionaryPtr dictionary;
  {
    DictionaryBuilder builder;
    for (int i = 0; i < 1000; ++i) {
      const std::string gone = "value-" + std::to_string(i);
      builder.code_of(gone);
    }
    builder.code_of(std::string(100'000, 'z'));
    dictionary = builder.snapshot();
  }
  CHECK(dictionary->at(999) == "value-999");
  CHECK(dictionary->at(1000).size() == 100'000);
}

TEST_CASE("two builders have two lineages, and a moved builder keeps its own") {
  DictionaryBuilder first;
  DictionaryBuilder second;
  CHECK(first.snapshot()->lineage() != second.snapshot()->lineage());
  first.code_of("x");
  const std::uint64_t lineage = first.snapshot()->lineage();
  DictionaryBuilder moved = std::move(first);
  CHECK(moved.code_of("x") == 0);
  CHECK(moved.code_of("y") == 1);
  CHECK(moved.snapshot()->lineage() == lineage);
}

TEST_CASE("renew_if_full begins a new lineage only when the table is full") {
  DictionaryBuilder builder(3);
  builder.code_of("a");
  builder.code_of("b");
  const DictionaryPtr before = builder.snapshot();
  builder.renew_if_full();
  CHECK(builder.snapshot() == before);
  builder.code_of("c");
  builder.code_of("d");  // a batch may go past the limit
  const DictionaryPtr full = builder.snapshot();
  CHECK(full->size() == 4);
  CHECK(full->lineage() == before->lineage());
  builder.renew_if_full();
  CHECK(builder.size() == 0);
  CHECK(builder.code_of("d") == 0);
  const DictionaryPtr renewed = builder.snapshot();
  CHECK(renewed->lineage() != full->lineage());
  CHECK(renewed->at(0) == "d");
  CHECK(full->at(3) == "d");  // and the old one is still whole
}

TEST_CASE("a copied builder keeps every code, and the two then differ under their own lineages") {
  for (const std::uint32_t entries : {0u, 1u, 255u, 256u, 257u, 700u}) {
    CAPTURE(entries);
    DictionaryBuilder original;
    for (std::uint32_t i = 0; i < entries; ++i) original.code_of("text " + std::to_string(i));
    const DictionaryPtr before = original.snapshot();
    DictionaryBuilder copy(original);
    CHECK(copy.size() == entries);
    CHECK(copy.byte_count() == original.byte_count());
    CHECK(copy.code_of("only in the copy") == entries);
    CHECK(original.code_of("only in the original") == entries);
    for (std::uint32_t i = 0; i < entries; ++i) {
      CHECK(copy.code_of("text " + std::to_string(i)) == i);
    }
    original = DictionaryBuilder();  // the copy owns what it shares
    const DictionaryPtr after = copy.snapshot();
    CHECK(after->lineage() != before->lineage());
    CHECK(after->size() == entries + 1);
    for (std::uint32_t i = 0; i < entries; ++i) CHECK(after->at(i) == before->at(i));
    CHECK(after->at(entries) == "only in the copy");
  }
}

}  // namespace
}  // namespace millrace
