#include "session/network_file.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "data/data_sets.h"
#include "session/document_keys.h"
#include "session/network_setup.h"
#include "session/whole_file.h"

namespace fallline {

using namespace training;

namespace {

std::size_t read_size(const Place& place, std::size_t least, std::size_t most) {
  return static_cast<std::size_t>(place.whole(static_cast<std::int64_t>(least), static_cast<std::int64_t>(most)));
}

std::vector<double> all_numbers(const Place& place) {
  std::vector<double> numbers;
  for (const Place& item : place.items()) numbers.push_back(item.number());
  return numbers;
}

std::string read_file_name(const Place& place, std::string_view expected) {
  if (!place.is_text() || place.text().empty()) place.refuse(expected);
  return place.text();
}

// Rows of equal length; a row of one number may be the number.
Eigen::MatrixXd read_matrix(const Place& place) {
  const std::vector<Place> rows = place.items();
  if (rows.empty()) place.refuse("a list of samples");
  Eigen::MatrixXd matrix;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::vector<double> row = rows[i].is_list() ? all_numbers(rows[i]) : std::vector{rows[i].number()};
    if (i == 0) matrix.resize(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(row.size()));
    if (static_cast<Eigen::Index>(row.size()) != matrix.cols())
      rows[i].fail(fmt::format("{} numbers; the first row has {}", row.size(), matrix.cols()));
    for (std::size_t k = 0; k < row.size(); ++k)
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(k)) = row[k];
  }
  return matrix;
}

// Classes where the loss is for classes.
Dataset read_samples(const Place& x, const Place& y, const nn::LossInfo& loss) {
  Dataset data{.x = read_matrix(x)};
  const auto rows = static_cast<std::size_t>(data.x.rows());
  if (const std::size_t targets = y.items().size(); targets != rows)
    y.fail(fmt::format("{} targets for {} samples", targets, rows));
  if (loss.target == nn::Target::real) {
    data.y = read_matrix(y);
    return data;
  }
  data.y.resize(data.x.rows(), 0);
  data.classes = 2;
  for (const Place& item : y.items()) {
    data.label.push_back(static_cast<int>(item.whole(0, 9999)));
    data.classes = std::max(data.classes, data.label.back() + 1);
  }
  return data;
}

void read_split(const Place& place, SplitOptions& split) {
  std::vector<double> values;
  for (const Parameter& p : split_parameters()) values.push_back(p.initial);
  values[0] = split.validation;
  values[1] = split.test;
  read_named(place, "key", split_parameters(), values);
  split = split_options(values);
}

void read_data(const Place& place, const nn::LossInfo& loss, DataSpec& data) {
  place.only("key", {"set", "options", "csv", "target", "x", "y", "standardize", "split"});
  const auto set = place.find("set"), csv = place.find("csv"), x = place.find("x"), y = place.find("y");
  if (!!set + !!csv + !!x > 1) place.fail("it has more than one of a set, a csv and x; one of them is expected");
  if (!!x != !!y) place.fail("x and y are expected together");
  if (const auto p = place.find("options"); p && (csv || x)) p->fail("only a set has options");
  if (const auto p = place.find("target"); p && !csv) p->fail("only a csv has a column for its target");
  if (set) {
    if (!find_data_set(set->text())) set->fail(unknown("data set", shown(set->text()), data_set_keys()));
    data.set = set->text();
  }
  if (csv) data.csv = read_file_name(*csv, "the name of a CSV file");
  if (x) data.samples = read_samples(*x, *y, loss);
  if (const auto p = place.find("target")) data.target = p->text();
  if (const auto p = place.find("options")) {
    const DataSetInfo& info = *find_data_set(data.set);
    data.values = initial_values(info.parameters);
    read_named(*p, "option", info.parameters, data.values);
  }
  place.read("standardize", data.standardize);
  if (const auto p = place.find("split")) read_split(*p, data.split);
}

nn::LayerSpec read_layer(const Place& place, bool last) {
  place.only("key", {"width", "activation", "options", "normalization", "groups", "dropout", "residual", "l1", "l2",
                     "nuclear", "orthogonal"});
  nn::LayerSpec layer;
  // The last layer is as wide as the data ask for, unless it says itself.
  if (last) layer = {.width = 0, .activation = "linear"};
  if (const auto p = place.find("width")) layer.width = read_size(*p, 1, nn::most_width);
  if (const auto p = place.find("activation")) {
    if (!nn::find_activation(p->text())) p->fail(unknown("activation", shown(p->text()), nn::activation_keys()));
    layer.activation = p->text();
  }
  if (const auto p = place.find("options")) {
    const auto parameters = nn::find_activation(layer.activation)->parameters;
    layer.activation_values = initial_values(parameters);
    read_named(*p, "option", parameters, layer.activation_values);
  }
  if (const auto p = place.find("normalization")) {
    const auto how = nn::find_normalization(p->text());
    if (!how) p->fail(unknown("normalization", shown(p->text()), nn::normalization_keys()));
    layer.normalization = *how;
  }
  if (const auto p = place.find("groups")) layer.groups = read_size(*p, 1, nn::most_width);
  place.read("dropout", layer.dropout);
  place.read("residual", layer.residual);
  place.read("l1", layer.l1);
  place.read("l2", layer.l2);
  place.read("nuclear", layer.nuclear);
  place.read("orthogonal", layer.orthogonal);
  return layer;
}

void read_network(const Place& place, nn::NetworkSpec& network) {
  place.only("key", {"layers", "input_dropout", "initializer", "initializer_options"});
  if (const auto p = place.find("layers")) {
    const std::vector<Place> layers = p->items();
    if (layers.empty() || layers.size() > nn::most_layers)
      p->fail(fmt::format("{} layers; from 1 to {} are expected", layers.size(), nn::most_layers));
    network.layers.clear();
    for (std::size_t l = 0; l < layers.size(); ++l)
      network.layers.push_back(read_layer(layers[l], l + 1 == layers.size()));
  }
  place.read("input_dropout", network.input_dropout);
  if (const auto p = place.find("initializer")) {
    if (!nn::find_initializer(p->text())) p->fail(unknown("initializer", shown(p->text()), nn::initializer_keys()));
    network.initializer = p->text();
  }
  if (const auto p = place.find("initializer_options")) {
    const auto parameters = nn::find_initializer(network.initializer)->parameters;
    network.initializer_values = initial_values(parameters);
    read_named(*p, "option", parameters, network.initializer_values);
  }
}

nn::LossSpec read_loss(const Place& place) {
  const bool object = place.is_object();
  if (object) place.only("key", {"key", "options"});
  const auto key = object ? place.find("key") : std::optional(place);
  if (!key) place.refuse("a loss, or an object with the key \"key\"");
  nn::LossSpec loss{key->text()};
  const nn::LossInfo* info = nn::find_loss(loss.key);
  if (!info) key->fail(unknown("loss", shown(loss.key), nn::loss_keys()));
  if (!object) return loss;
  if (const auto p = place.find("options")) {
    loss.values = initial_values(info->parameters);
    read_named(*p, "option", info->parameters, loss.values);
  }
  return loss;
}

void read_training(const Place& place, NetworkExperiment& e) {
  place.only("key", {"batch_size", "steps", "epochs", "patience", "gradient_noise", "input_noise", "mixup"});
  if (place.find("steps") && place.find("epochs")) place.fail("it has both steps and epochs; one of them is expected");
  if (const auto p = place.find("batch_size")) e.batch_size = read_size(*p, 0, most_batch);
  if (const auto p = place.find("steps")) e.steps = p->whole(1, training::most_steps);
  if (const auto p = place.find("epochs")) e.epochs = p->whole(1, training::most_steps);
  if (const auto p = place.find("patience")) e.patience = p->whole(0, training::most_steps);
  place.read("gradient_noise", e.gradient_noise);
  place.read("input_noise", e.noise.input_noise);
  place.read("mixup", e.noise.mixup);
}

constexpr std::string_view own_keys[] = {"network"};

void read_network_racers(const Place& place, NetworkExperiment& e) {
  e.racers = read_racers(place, own_keys);
  const std::vector<Place> items = place.items();
  for (std::size_t i = 0; i < items.size(); ++i)
    if (const auto network = items[i].find("network"))
      read_network(*network, e.networks[e.racers[i].colour] = e.network);
}

Json to_json(const DataSpec& data) {
  Json json;
  if (data.samples) {
    const Dataset& d = *data.samples;
    json["x"] = Json::array();
    json["y"] = Json::array();
    for (Eigen::Index i = 0; i < d.x.rows(); ++i) {
      json["x"].push_back(std::vector<double>(d.x.row(i).begin(), d.x.row(i).end()));
      if (d.regression())
        json["y"].push_back(std::vector<double>(d.y.row(i).begin(), d.y.row(i).end()));
      else
        json["y"].push_back(d.label[static_cast<std::size_t>(i)]);
    }
  } else if (!data.csv.empty()) {
    json["csv"] = data.csv;
    if (!data.target.empty()) json["target"] = data.target;
  } else {
    const auto parameters = find_data_set(data.set)->parameters;
    json["set"] = data.set;
    json["options"] = named(parameters, values_or_initial(data.values, parameters));
  }
  json["standardize"] = data.standardize;
  const SplitOptions& s = data.split;
  json["split"] =
      named(split_parameters(), std::vector{s.validation, s.test, static_cast<double>(s.seed), s.rotation, s.offset});
  return json;
}

Json to_json(const nn::LayerSpec& layer) {
  Json json;
  if (layer.width != 0) json["width"] = layer.width;
  json["activation"] = layer.activation;
  const auto parameters = nn::find_activation(layer.activation)->parameters;
  if (!parameters.empty()) json["options"] = named(parameters, nn::activation_values(layer));
  json["normalization"] = nn::normalization_keys()[static_cast<std::size_t>(layer.normalization)];
  if (layer.normalization == nn::Normalization::group) json["groups"] = layer.groups;
  json["dropout"] = layer.dropout;
  json["residual"] = layer.residual;
  for (const auto& [key, lambda] :
       {std::pair{"l1", layer.l1}, {"l2", layer.l2}, {"nuclear", layer.nuclear}, {"orthogonal", layer.orthogonal}})
    if (lambda != 0) json[key] = lambda;
  return json;
}

Json to_json(const nn::NetworkSpec& spec) {
  Json json;
  json["layers"] = Json::array();
  for (const nn::LayerSpec& layer : spec.layers) json["layers"].push_back(to_json(layer));
  json["input_dropout"] = spec.input_dropout;
  json["initializer"] = spec.initializer;
  const auto parameters = nn::find_initializer(spec.initializer)->parameters;
  if (!parameters.empty())
    json["initializer_options"] = named(parameters, values_or_initial(spec.initializer_values, parameters));
  return json;
}

}  // namespace

bool is_network_experiment(const Place& root) {
  return root.is_object() && (root.find("data") || root.find("network") || root.find("loss") || root.find("training"));
}

void refuse_other_network_keys(const Place& root) {
  if (const auto p = root.find("sweep")) p->fail("only `fallline sweep` takes a file with this key");
  root.only("key", {"fallline", "data", "network", "loss", "training", "parameters", "seed", "racers", "view"});
}

NetworkExperiment read_network_experiment(const Place& root) {
  NetworkExperiment e = default_network_experiment();
  if (const auto p = root.find("loss")) e.loss = read_loss(*p);
  if (const auto p = root.find("data")) read_data(*p, *nn::find_loss(e.loss.key), e.data);
  if (const auto p = root.find("network")) read_network(*p, e.network);
  if (const auto p = root.find("training")) read_training(*p, e);
  if (const auto p = root.find("parameters")) {
    if (p->is_list())
      e.parameters = all_numbers(*p);
    else
      e.weights = read_file_name(*p, "a list of numbers, or the name of a file of weights");
  }
  if (const auto p = root.find("seed")) e.seed = p->seed();
  if (const auto p = root.find("racers")) read_network_racers(*p, e);
  return e;
}

void name_files_beside(NetworkExperiment& e, const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  for (std::string* name : {&e.data.csv, &e.weights}) {
    if (name->empty()) continue;
    const std::filesystem::path full = std::filesystem::absolute(*name);
    const auto near = full.lexically_relative(std::filesystem::absolute(folder));
    *name = near.empty() || near.native().starts_with("..") ? full.string() : near.string();
  }
}

void find_files_beside(NetworkExperiment& e, const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  for (std::string* name : {&e.data.csv, &e.weights})
    if (!name->empty()) *name = (folder / *name).string();
}

void write_network_experiment(const NetworkExperiment& e, Json& json) {
  json["data"] = to_json(e.data);
  json["network"] = to_json(e.network);
  const auto of_loss = nn::find_loss(e.loss.key)->parameters;
  json["loss"]["key"] = e.loss.key;
  json["loss"]["options"] = named(of_loss, values_or_initial(e.loss.values, of_loss));
  json["training"] = {{"batch_size", e.batch_size}};
  if (e.epochs > 0)
    json["training"]["epochs"] = e.epochs;
  else
    json["training"]["steps"] = e.steps;
  json["training"]["patience"] = e.patience;
  json["training"]["gradient_noise"] = e.gradient_noise;
  json["training"]["input_noise"] = e.noise.input_noise;
  json["training"]["mixup"] = e.noise.mixup;
  if (!e.weights.empty())
    json["parameters"] = e.weights;
  else if (!e.parameters.empty())
    json["parameters"] = e.parameters;
  json["seed"] = e.seed;
  json["racers"] = to_json(e.racers);
  for (std::size_t i = 0; i < e.racers.size(); ++i)
    if (const auto own = e.networks.find(e.racers[i].colour); own != e.networks.end())
      json["racers"][i]["network"] = to_json(own->second);
}

std::string to_json(const NetworkExperiment& e) {
  Json json;
  json["fallline"] = document_version;
  write_network_experiment(e, json);
  return json.dump(2) + "\n";
}

std::variant<NetworkExperiment, Unreadable> network_experiment_from_json(std::string_view text,
                                                                         const std::string& beside) {
  try {
    const Json json = parse_json(text);
    const Place root(json, "");
    require_version(root);
    refuse_other_network_keys(root);
    NetworkExperiment experiment = read_network_experiment(root);
    find_files_beside(experiment, beside);
    return experiment;
  } catch (const Refused& refused) {
    return Unreadable{refused.message};
  }
}

std::variant<NetworkExperiment, Unreadable> load_network_experiment(const std::string& path) {
  const auto text = read_whole_file(path);
  if (!text) return Unreadable{fmt::format("{}: cannot be read", path)};
  auto loaded = network_experiment_from_json(*text, path);
  if (auto* bad = std::get_if<Unreadable>(&loaded)) bad->message = path + ": " + bad->message;
  return loaded;
}

std::variant<Setup, std::string> set_up(const NetworkExperiment& experiment) {
  const auto data = load(experiment.data);
  if (const auto* why = std::get_if<std::string>(&data)) return *why;
  const SetupOrWhy made = ready(experiment, std::get<Dataset>(data));
  if (const auto* why = std::get_if<std::string>(&made)) return *why;
  return *std::get<std::shared_ptr<const Setup>>(made);
}

}  // namespace fallline
