// tests/trace/json_object_test.cpp — one JSON object, member by member; the same as nlohmann's reader on anything.
#include "sim/trace/json_object.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "core/base/prng.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

/// "name=text name=text …", or "offset: what is wrong".
std::string members_of(std::string_view text) {
  JsonObject object(text);
  JsonMember member;
  std::string shown;
  while (object.next(member)) {
    if (!shown.empty()) shown += ' ';
    append_unescaped(shown, member.name);
    shown += '=';
    if (member.value.kind == JsonKind::kString) {
      shown += '"';
      append_unescaped(shown, member.value.text);
      shown += '"';
    } else {
      shown += member.value.text;
    }
  }
  if (!object.problem()) return shown;
  return std::to_string(object.problem()->offset) + ": " + object.problem()->message;
}

/// What nlohmann makes of the same text: each member's name and value again as JSON; "no" when it is no object.
std::string reference_of(const std::string& text) {
  const auto parsed = nlohmann::ordered_json::parse(text, nullptr, false);
  return parsed.is_object() ? parsed.dump() : "no";
}

std::string ours_of(const std::string& text) {
  JsonObject object(text);
  JsonMember member;
  std::string again = "{";
  while (object.next(member)) {
    if (again.size() > 1) again += ',';
    again += "\"" + std::string(member.name) + "\":";
    const bool is_string = member.value.kind == JsonKind::kString;
    const std::string value(member.value.text);
    again += is_string ? "\"" + value + "\"" : value;
  }
  return object.problem() ? "no" : reference_of(again + "}");
}

}  // namespace

TEST_CASE("members come in order with their values as they stand") {
  CHECK(members_of("{}").empty());
  CHECK(members_of(" { \"a\" : 1 , \"b\":\"x\" } ") == "a=1 b=\"x\"");
  CHECK(members_of(R"({"n":null,"t":true,"f":false,"d":-1.50e+3,"o":{"x":[1,{}]},"l":[ ]})") ==
        R"(n=null t=true f=false d=-1.50e+3 o={"x":[1,{}]} l=[ ])");
}

TEST_CASE("escapes stand for what RFC 8259 says") {
  CHECK(members_of(R"({"a\u0062":"\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00"})") ==
        "ab=\"\"\\/\b\f\n\r\té😀\"");
}

TEST_CASE("what is no JSON object is told with its byte and what was expected") {
  CHECK(members_of("") == "0: expected a JSON object, got the end of the record");
  CHECK(members_of("  x") == "2: expected a JSON object, got 'x'");
  CHECK(members_of("[1]") == "0: expected a JSON object, got '['");
  CHECK(members_of("{a:1}") == "1: expected a name in double quotes, got 'a'");
  CHECK(members_of("{\"a\" 1}") == "5: expected ':', got '1'");
  CHECK(members_of("{\"a\":}") == "5: expected a value, got '}'");
  CHECK(members_of("{\"a\":1 \"b\":2}") == "7: expected ',' or '}', got '\"'");
  CHECK(members_of("{\"a\":1,}") == "7: expected a name in double quotes, got '}'");
  CHECK(members_of("{\"a\":1") == "6: expected ',' or '}', got the end of the record");
  CHECK(members_of("{\"a\":1}}") == "7: expected the end of the record behind '}', got '}'");
  CHECK(members_of("{\"a\":\"x") ==
        "7: expected '\"' at the end of a string, got the end of the record");
  CHECK(members_of("{\"a\":\"x\ty\"}") ==
        "7: expected an escape such as \\n inside a string, got byte 0x09");
  CHECK(members_of("{\"a\":\"\\x\"}") ==
        "7: expected one of \" \\ / b f n r t u behind a backslash, got 'x'");
  CHECK(members_of("{\"a\":\"\\u00g0\"}") ==
        "10: expected four hexadecimal digits behind \\u, got 'g'");
  CHECK(members_of("{\"a\":\"\\ud800\"}") == "6: expected a surrogate pair, got '\\'");
  CHECK(members_of("{\"a\":tru}") == "5: expected a value, got 't'");
  CHECK(members_of("{\"a\":01}") == "6: expected no digit behind a leading 0, got '1'");
  CHECK(members_of("{\"a\":1.}") == "7: expected a digit behind the point, got '}'");
  CHECK(members_of("{\"a\":1e}") == "7: expected a digit in the exponent, got '}'");
  CHECK(members_of("{\"a\":-}") == "6: expected a digit, got '}'");
  CHECK(members_of("{\"a\":[1,]}") == "8: expected a value, got ']'");
  CHECK(members_of("{\"a\":[1}") == "7: expected ',' or ']', got '}'");
  CHECK(members_of("{\"a\":{\"b\":1]}") == "11: expected ',' or '}', got ']'");
  CHECK(members_of("{\"ä\":é}") == "6: expected a value, got 'é'");
}

TEST_CASE("nesting is read to 64 levels, without recursion") {
  const auto nested = [](int depth) {
    return "{\"a\":" + std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']') + "}";
  };
  CHECK(members_of(nested(63)).substr(0, 3) == "a=[");
  CHECK(members_of(nested(64)) == "68: expected at most 64 nested values, got '['");
  CHECK(members_of("{\"a\":" + std::string(1'000'000, '[')).substr(0, 3) == "68:");
}

TEST_CASE("any text is accepted or refused as nlohmann does, with equal values") {
  const std::vector<std::string> seeds = {
      R"({"a":1,"b":[true,null,{"c":"d\u00e9\\"}],"e":-1.5e3,"f":"","g":{}})",
      R"({"topic":"t","partition":3,"offset":12,"payload":"{\"x\":1.0}"})",
      R"( {"k" : [ [ ] , [ 1 , 2 ] ] , "z" : "\ud83d\ude00 é" } )"};
  const std::string alphabet = "{}[]\",:\\ue0159.-+aftnrl \t\x01";
  Prng random = Prng(20'010'131).fork("json");
  const auto below = [&random](std::size_t bound) {
    return static_cast<std::size_t>(random.below(bound));
  };
  int accepted = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string text = seeds[below(seeds.size())];
    for (std::size_t edits = below(4); edits > 0; --edits) {
      const std::size_t at = below(text.size());
      const char c = alphabet[below(alphabet.size())];
      const std::size_t kind = below(3);
      if (kind == 0) text[at] = c;
      if (kind == 1) text.insert(at, 1, c);
      if (kind == 2) text.erase(at, 1);
    }
    if (!is_valid_utf8(text)) continue;
    const std::string want = reference_of(text);
    accepted += want != "no" ? 1 : 0;
    if (ours_of(text) != want) {
      CAPTURE(text);
      CHECK(ours_of(text) == want);
      return;
    }
  }
  CHECK(accepted > 1000);
}

}  // namespace millrace
