// The hold model on a binary heap of whole events in C++, with the same total order (time, kind, sequence) and the
// same payload as src/sim/kernel/event-queue.ts: how fast a future event list of that kind can be on this machine.
// Prints one line per size: events pending, events per second (best of the rounds).
//
//   event-heap OPERATIONS ROUNDS PENDING…
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

struct Event {
  double timeMs;
  std::uint64_t rank;
  std::int32_t a, b;
};

static bool precedes(const Event& one, const Event& other) {
  return one.timeMs < other.timeMs || (one.timeMs == other.timeMs && one.rank < other.rank);
}

class EventHeap {
 public:
  void push(double timeMs, std::uint64_t kind, std::int32_t a, std::int32_t b) {
    const Event event{timeMs, (kind << 44) + sequence++, a, b};
    events.push_back(event);
    std::size_t hole = events.size() - 1;
    while (hole > 0) {
      const std::size_t parent = (hole - 1) / 2;
      if (!precedes(event, events[parent])) break;
      events[hole] = events[parent];
      hole = parent;
    }
    events[hole] = event;
  }

  Event pop() {
    const Event first = events.front();
    const Event last = events.back();
    events.pop_back();
    const std::size_t count = events.size();
    if (count == 0) return first;
    std::size_t hole = 0;
    for (std::size_t child = 1; child < count; child = 2 * hole + 1) {
      if (child + 1 < count && precedes(events[child + 1], events[child])) child++;
      if (precedes(last, events[child])) break;
      events[hole] = events[child];
      hole = child;
    }
    events[hole] = last;
    return first;
  }

 private:
  std::vector<Event> events;
  std::uint64_t sequence = 0;
};

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const long operations = std::atol(argv[1]);
  const int rounds = std::atoi(argv[2]);
  std::vector<double> delaysMs(1 << 16);
  std::uint64_t state = 42;
  for (double& delayMs : delaysMs) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    delayMs = std::ceil(-std::log(1.0 - static_cast<double>(state >> 11) / 9007199254740992.0) * 60000.0);
  }
  for (int argument = 3; argument < argc; argument++) {
    const long pending = std::atol(argv[argument]);
    EventHeap heap;
    for (long i = 0; i < pending; i++) heap.push(delaysMs[i & 65535], i % 8, static_cast<std::int32_t>(i), 0);
    std::size_t next = 0;
    double best = 0;
    for (int round = 0; round < rounds; round++) {
      const auto start = std::chrono::steady_clock::now();
      for (long i = 0; i < operations; i++) {
        const Event event = heap.pop();
        heap.push(event.timeMs + delaysMs[next], event.rank >> 44, event.a, 0);
        next = (next + 1) & 65535;
      }
      const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
      best = std::max(best, static_cast<double>(operations) / seconds.count());
    }
    std::printf("%ld %.0f\n", pending, best);
  }
}
