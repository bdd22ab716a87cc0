// web/page/json_fields.hpp — members of a request, taken only where they are what is expected: requests come from
// others' scripts.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace millrace {

inline std::optional<std::string> text_in(const nlohmann::ordered_json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

inline std::optional<double> number_in(const nlohmann::ordered_json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_number()) return std::nullopt;
  return found->get<double>();
}

inline std::optional<bool> flag_in(const nlohmann::ordered_json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_boolean()) return std::nullopt;
  return found->get<bool>();
}

/// `{"error": {"message": …}}`: how every refusal looks.
inline nlohmann::ordered_json error_json(const std::string& message) {
  return {{"error", {{"message", message}}}};
}

}  // namespace millrace
