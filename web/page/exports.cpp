// web/page/exports.cpp — what JavaScript calls: three functions, and memory to pass texts in.
#include <emscripten.h>

#include <string>

#include "web/page/page.hpp"
#include "web/page/requests.hpp"

namespace {

/// Of the last call; lives until the next one.
const char* kept(const nlohmann::ordered_json& answer) {
  static std::string text;
  text = answer.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return text.c_str();
}

std::string text_at(const char* bytes, int count) {
  return {bytes, static_cast<std::size_t>(count)};
}

}  // namespace

extern "C" {

EMSCRIPTEN_KEEPALIVE const char* millrace_ask(const char* bytes, int count) {
  const nlohmann::ordered_json request =
      nlohmann::ordered_json::parse(text_at(bytes, count), nullptr, false);
  return kept(millrace::answer_to(millrace::page(), request));
}

EMSCRIPTEN_KEEPALIVE const char* millrace_keep(const char* name, int name_count, const char* bytes,
                                               int count) {
  millrace::page().keep(text_at(name, name_count), text_at(bytes, count));
  return kept(nlohmann::ordered_json::object());
}

EMSCRIPTEN_KEEPALIVE const char* millrace_open(const char* name, int name_count, const char* bytes,
                                               int count) {
  return kept(
      millrace::open_file(millrace::page(), text_at(name, name_count), text_at(bytes, count)));
}
}
