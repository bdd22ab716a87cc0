// sim/cli/explain_hash_command.cpp — where every client would put one key.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/route/hash_explanation.hpp"
#include "sim/cli/explain_command.hpp"

namespace millrace::cli {
namespace {

void print(const CommandIo& io, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), io.out);
}

void print_table(const std::vector<ClientHash>& clients, const ExplainHashOptions& options,
                 const CommandIo& io) {
  std::size_t client_width = 6;
  std::size_t hash_width = 4;
  for (const ClientHash& client : clients) {
    client_width = std::max(client_width, client.client.size());
    hash_width = std::max(hash_width, client.hash.size());
  }
  std::string out =
      fmt::format("key '{}' on a topic of {} partitions\n\n", options.key, options.partitions);
  out += fmt::format("{:<{}}  {:<{}}  {:>20}  {:>9}  {}\n", "client", client_width, "hash",
                     hash_width, "value", "partition", "note");
  for (const ClientHash& client : clients) {
    out +=
        fmt::format("{:<{}}  {:<{}}  {:>20}  {:>9}  {}\n", client.client, client_width, client.hash,
                    hash_width, client.value ? fmt::format("{}", *client.value) : "—",
                    client.partition ? fmt::format("{}", *client.partition) : "—", client.note);
  }
  print(io, out);
}

void print_json(const std::vector<ClientHash>& clients, const ExplainHashOptions& options,
                const CommandIo& io) {
  nlohmann::ordered_json json;
  json["key"] = options.key;
  json["partitions"] = options.partitions;
  json["clients"] = nlohmann::ordered_json::array();
  for (const ClientHash& client : clients) {
    nlohmann::ordered_json entry;
    entry["client"] = std::string(client.client);
    entry["hash"] = std::string(client.hash);
    entry["value"] =
        client.value ? nlohmann::ordered_json(*client.value) : nlohmann::ordered_json();
    entry["partition"] =
        client.partition ? nlohmann::ordered_json(*client.partition) : nlohmann::ordered_json();
    entry["note"] = client.note;
    json["clients"].push_back(std::move(entry));
  }
  print(io, json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

}  // namespace

ExitCode run_explain_hash(const ExplainHashOptions& options, const CommandIo& io) {
  const Result<std::vector<ClientHash>> clients = explain_hash(options.key, options.partitions);
  if (!clients) {
    io.error(clients.error().message);
    return ExitCode::kBadInput;
  }
  if (options.json) {
    print_json(clients.value(), options, io);
  } else {
    print_table(clients.value(), options, io);
  }
  return ExitCode::kFine;
}

}  // namespace millrace::cli
