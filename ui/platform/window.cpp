// ui/platform/window.cpp — SDL, OpenGL and ImGui held together.
#include "ui/platform/window.hpp"

#include <SDL.h>
#include <SDL_opengles2.h>
#include <backends/imgui_impl_opengl3.h>
#include <backends/imgui_impl_sdl2.h>
#include <fmt/format.h>

#include <map>
#include <utility>

#include "ui/platform/font_atlas.hpp"
#include "ui/platform/key_places.hpp"
#include "ui/platform/picture.hpp"

namespace millrace {
namespace {

/// Frames to draw before resting: ImGui settles sizes in the second, hover text comes after a sixth of a second.
constexpr int kSettlingFrames = 20;

class GlTextures final : public TextureStore {
 public:
  ImTextureID show(std::uint32_t place, int width, int height, const std::uint32_t* rgba) override {
    Texture& texture = textures_[place];
    if (texture.id == 0) {
      glGenTextures(1, &texture.id);
      glBindTexture(GL_TEXTURE_2D, texture.id);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
      glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    }
    glBindTexture(GL_TEXTURE_2D, texture.id);
    if (texture.width == width && texture.height == height) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    } else {
      glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
      texture.width = width;
      texture.height = height;
    }
    return static_cast<ImTextureID>(
        __builtin_bit_cast(void*, static_cast<std::uintptr_t>(texture.id)));
  }

 private:
  struct Texture {
    GLuint id = 0;
    int width = 0;
    int height = 0;
  };
  std::map<std::uint32_t, Texture> textures_;
};

void add_key_by_place(const SDL_Event& event) {
  if (event.type != SDL_KEYDOWN && event.type != SDL_KEYUP) return;
  const ImGuiKey key = key_by_place(event.key.keysym.sym, event.key.keysym.scancode);
  if (key != ImGuiKey_None) ImGui::GetIO().AddKeyEvent(key, event.type == SDL_KEYDOWN);
}

Error sdl_error(const char* what) {
  return {ErrorCode::kInput, fmt::format("{}: {}", what, SDL_GetError()), {}};
}

}  // namespace

struct Window::State {
  WindowOptions options;
  SDL_Window* window = nullptr;
  SDL_GLContext context = nullptr;
  Theme theme;
  GlTextures textures;
  std::vector<std::string> dropped;
  float density = 1.0f;
  bool wants_fonts = true;
  bool has_focus_gained = false;
  std::string title = "Millrace";
  int user_width = 0;  // of the window when it was neither maximised nor full screen
  int user_height = 0;
  std::optional<int> user_x;
  std::optional<int> user_y;
  bool is_maximised = false;
  int news = kSettlingFrames;

  float density_now() const;
  void rebuild_fonts();
  Status make_window();
  void put_where_it_was();
  void take_window_event(const SDL_WindowEvent& event);
};

float Window::State::density_now() const {
  int units = 1;
  int pixels = 1;
  SDL_GetWindowSize(window, &units, nullptr);
  SDL_GL_GetDrawableSize(window, &pixels, nullptr);
  if (options.is_hidden) return options.pixels_a_unit;
  return units > 0 ? static_cast<float>(pixels) / static_cast<float>(units) : 1.0f;
}

void Window::State::rebuild_fonts() {
  load_fonts(theme, density);
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  apply_theme(theme);
  wants_fonts = false;
}

Status Window::State::make_window() {
  if (options.is_hidden) SDL_SetHint(SDL_HINT_VIDEODRIVER, "offscreen");
  if (SDL_Init(SDL_INIT_VIDEO) != 0) return sdl_error("no screen");
#if defined(IMGUI_IMPL_OPENGL_ES3)
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
#else
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
  SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
#endif
  SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
  const float factor = options.is_hidden ? options.pixels_a_unit : 1.0f;
  const int width = static_cast<int>(static_cast<float>(options.width) * factor);
  const int height = static_cast<int>(static_cast<float>(options.height) * factor);
  const Uint32 flags = SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI |
                       (options.is_hidden ? SDL_WINDOW_HIDDEN : SDL_WINDOW_SHOWN);
  window = SDL_CreateWindow("Millrace", SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, width,
                            height, flags);
  if (window == nullptr) return sdl_error("no window");
  if (!options.is_hidden) put_where_it_was();
  context = SDL_GL_CreateContext(window);
  if (context == nullptr) return sdl_error("no OpenGL 3.3");
  SDL_GL_MakeCurrent(window, context);
  SDL_GL_SetSwapInterval(1);
  return {};
}

/// Not where no screen is any more.
void Window::State::put_where_it_was() {
  if (options.x.has_value() && options.y.has_value()) {
    const SDL_Point top_middle = {*options.x + options.width / 2, *options.y + 8};
    bool is_on_screen = false;
    for (int i = 0; i < SDL_GetNumVideoDisplays(); ++i) {
      SDL_Rect bounds = {};
      is_on_screen |= SDL_GetDisplayUsableBounds(i, &bounds) == 0 &&
                      SDL_PointInRect(&top_middle, &bounds) == SDL_TRUE;
    }
    if (is_on_screen) {
      SDL_SetWindowPosition(window, *options.x, *options.y);
      user_x = options.x;
      user_y = options.y;
    }
  }
  if (options.is_maximised) SDL_MaximizeWindow(window);
  is_maximised = options.is_maximised;
}

void Window::State::take_window_event(const SDL_WindowEvent& event) {
  const bool is_free =
      (SDL_GetWindowFlags(window) & (SDL_WINDOW_MAXIMIZED | SDL_WINDOW_FULLSCREEN)) == 0;
  switch (event.event) {
    case SDL_WINDOWEVENT_FOCUS_GAINED:
      has_focus_gained = true;
      return;
    case SDL_WINDOWEVENT_SIZE_CHANGED:
      if (!is_free) return;
      user_width = event.data1;
      user_height = event.data2;
      return;
    case SDL_WINDOWEVENT_MOVED:
      if (!is_free) return;
      user_x = event.data1;
      user_y = event.data2;
      return;
    case SDL_WINDOWEVENT_MAXIMIZED:
      is_maximised = true;
      return;
    case SDL_WINDOWEVENT_RESTORED:
      is_maximised = false;
      return;
    default:
      return;
  }
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  auto state = std::make_unique<State>();
  state->options = options;
  if (Status status = state->make_window(); !status) return status.error();
  IMGUI_CHECKVERSION();
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  ImGui_ImplSDL2_InitForOpenGL(state->window, state->context);
#if defined(IMGUI_IMPL_OPENGL_ES3)
  ImGui_ImplOpenGL3_Init("#version 300 es");
#else
  ImGui_ImplOpenGL3_Init("#version 330");
#endif
  state->user_width = options.width;
  state->user_height = options.height;
  auto window = std::unique_ptr<Window>(new Window(std::move(state)));
  window->set_look(
      {options.is_dark, options.has_high_contrast, options.has_reduced_motion, options.scale});
  return window;
}

Window::~Window() {
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplSDL2_Shutdown();
  ImGui::DestroyContext();
  SDL_GL_DeleteContext(state_->context);
  SDL_DestroyWindow(state_->window);
  SDL_Quit();
}

bool Window::poll(int wait_ms) {
  SDL_Event event;
  bool has_event =
      wait_ms > 0 ? SDL_WaitEventTimeout(&event, wait_ms) != 0 : SDL_PollEvent(&event) != 0;
  while (has_event) {
    state_->news = kSettlingFrames;
    ImGui_ImplSDL2_ProcessEvent(&event);
    if (event.type == SDL_QUIT) return false;
    add_key_by_place(event);
    if (event.type == SDL_DROPFILE || event.type == SDL_DROPTEXT) {
      state_->dropped.emplace_back(event.drop.file);
      SDL_free(event.drop.file);
    }
    if (event.type == SDL_WINDOWEVENT) state_->take_window_event(event.window);
    // What follows a chord is the next frame's: a Ctrl let go before its letter would be missing from this one.
    if (event.type == SDL_KEYDOWN && is_chord(event.key.keysym.sym, event.key.keysym.mod)) break;
    has_event = SDL_PollEvent(&event) != 0;
  }
  return true;
}

std::vector<std::string> Window::take_dropped() {
  return std::exchange(state_->dropped, {});
}

bool Window::has_news() const {
  return state_->news > 0;
}

void Window::begin_frame() {
  State& state = *state_;
  if (state.news > 0) --state.news;
  const float density = state.density_now();
  if (density != state.density) state.wants_fonts = true;
  state.density = density;
  if (state.wants_fonts) state.rebuild_fonts();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui_ImplSDL2_NewFrame();
  ImGuiIO& io = ImGui::GetIO();
  if (state.options.is_hidden) {
    // Pictures are made of units as on a screen of that density.
    io.DisplaySize = {static_cast<float>(state.options.width),
                      static_cast<float>(state.options.height)};
    io.DisplayFramebufferScale = {density, density};
    io.DeltaTime = 1.0f / 60.0f;
  }
  ImGui::NewFrame();
}

void Window::end_frame() {
  ImGui::Render();
  const ImGuiIO& io = ImGui::GetIO();
  glViewport(0, 0, static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x),
             static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y));
  const ImVec4 clear = ImGui::ColorConvertU32ToFloat4(state_->theme.window);
  glClearColor(clear.x, clear.y, clear.z, 1.0f);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  if (!state_->options.is_hidden) SDL_GL_SwapWindow(state_->window);
}

const Theme& Window::theme() const {
  return state_->theme;
}

void Window::set_theme(bool is_dark, float scale) {
  set_look({is_dark, state_->theme.has_high_contrast, state_->theme.has_reduced_motion, scale});
}

void Window::set_look(const Look& look) {
  Theme& theme = state_->theme;
  if (theme.text != nullptr && theme.is_dark == look.is_dark && theme.scale == look.scale &&
      theme.has_high_contrast == look.has_high_contrast &&
      theme.has_reduced_motion == look.has_reduced_motion) {
    return;
  }
  const float scale_before = theme.scale;
  ImFont* const fonts[] = {theme.text, theme.mono, theme.large};
  theme = theme_of(look);
  theme.text = fonts[0];
  theme.mono = fonts[1];
  theme.large = fonts[2];
  if (theme.text == nullptr || scale_before != look.scale) state_->wants_fonts = true;
  apply_theme(theme);
  state_->news = kSettlingFrames;
}

void Window::wake() {
  SDL_Event event = {};
  event.type = SDL_USEREVENT;
  SDL_PushEvent(&event);
}

bool Window::take_focus_gained() {
  return std::exchange(state_->has_focus_gained, false);
}

void Window::set_title(const std::string& title) {
  if (title == state_->title) return;
  state_->title = title;
  SDL_SetWindowTitle(state_->window, title.c_str());
}

int Window::width() const {
  return state_->user_width;
}

int Window::height() const {
  return state_->user_height;
}

std::optional<int> Window::x() const {
  return state_->user_x;
}

std::optional<int> Window::y() const {
  return state_->user_y;
}

bool Window::is_maximised() const {
  return state_->is_maximised;
}

int Window::refresh_rate() const {
  SDL_DisplayMode mode = {};
  const int display = SDL_GetWindowDisplayIndex(state_->window);
  if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate <= 0)
    return 60;
  return mode.refresh_rate;
}

TextureStore& Window::textures() {
  return state_->textures;
}

Status Window::save_picture(const std::string& path) {
  const ImGuiIO& io = ImGui::GetIO();
  Picture picture;
  picture.width = static_cast<int>(io.DisplaySize.x * io.DisplayFramebufferScale.x);
  picture.height = static_cast<int>(io.DisplaySize.y * io.DisplayFramebufferScale.y);
  picture.rgba.resize(static_cast<std::size_t>(picture.width) *
                      static_cast<std::size_t>(picture.height) * 4);
  glFinish();
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE, picture.rgba.data());
  return write_png(picture, path);
}

}  // namespace millrace
