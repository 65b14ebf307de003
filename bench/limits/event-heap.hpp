// A binary heap of whole events, with the same total order (time, kind, sequence) and the same payload as
// src/sim/kernel/event-queue.ts: how fast a future event list of that kind can be on this machine.
#pragma once
#include <cstdint>
#include <vector>

struct Event {
  double timeMs;
  std::uint64_t rank;
  std::int32_t a, b;
  int kind() const { return static_cast<int>(rank >> 44); }
};

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
  static bool precedes(const Event& one, const Event& other) {
    return one.timeMs < other.timeMs || (one.timeMs == other.timeMs && one.rank < other.rank);
  }

  std::vector<Event> events;
  std::uint64_t sequence = 0;
};
