// What the machine allows in C++: one measurement per call, printed as operations per second of CPU.
//
//   limits hold PENDING OPERATIONS          the hold model: take the first event out, schedule one a while later
//   limits binpack INSTANCES OPERATIONS     at 80 %: a task of random size stops, one of the same size is placed
//   limits life-cycle INSTANCES TASKS       tasks arrive, are placed by binpack, start, end and are stopped: tasks
#include <time.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "event-heap.hpp"
#include "levels.hpp"

static double cpuSeconds() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

class Random {
 public:
  double unit() {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<double>(state >> 11) / 9007199254740992.0;
  }
  int below(int end) { return static_cast<int>(unit() * end); }
  double exponential(double mean) { return -std::log(1.0 - unit()) * mean; }

 private:
  std::uint64_t state = 42;
};

static double hold(int pending, long operations) {
  Random random;
  std::vector<double> delaysMs(1 << 16);
  for (double& delayMs : delaysMs) delayMs = std::ceil(random.exponential(60000));
  EventHeap heap;
  for (int i = 0; i < pending; i++) heap.push(delaysMs[i & 65535], i % 8, i, 0);
  const double start = cpuSeconds();
  for (long i = 0; i < operations; i++) {
    const Event event = heap.pop();
    heap.push(event.timeMs + delaysMs[i & 65535], event.kind(), event.a, 0);
  }
  return operations / (cpuSeconds() - start);
}

static double binpack(int instances, long operations) {
  struct Task {
    int instance, gib;
  };
  Random random;
  Levels levels(instances);
  std::vector<Task> tasks;
  for (int left = instances * Levels::GIB * 8 / 10; left > 0; left -= tasks.back().gib) {
    const int gib = 1 + random.below(4);
    tasks.push_back({levels.place(gib), gib});
  }
  const double start = cpuSeconds();
  for (long i = 0; i < operations; i++) {
    Task& task = tasks[random.below(static_cast<int>(tasks.size()))];
    levels.release(task.instance, task.gib);
    task.instance = levels.place(task.gib);
  }
  return operations / (cpuSeconds() - start);
}

static double lifeCycle(int instances, long tasks) {
  enum { STOPPED, ENDED, STARTED, ARRIVED };
  constexpr double START_MS = 1000, RUN_MS = 60000, STOP_MS = 5000;
  const double gapMs = (START_MS + RUN_MS + STOP_MS) / (instances * Levels::GIB * 0.8);
  Random random;
  Levels levels(instances);
  EventHeap heap;
  heap.push(0, ARRIVED, 0, 0);
  const double start = cpuSeconds();
  for (long arrived = 0, stopped = 0; stopped < tasks;) {
    const Event event = heap.pop();
    switch (event.kind()) {
      case ARRIVED:
        if (++arrived < tasks) heap.push(std::round(event.timeMs + random.exponential(gapMs)), ARRIVED, 0, 0);
        heap.push(event.timeMs + START_MS, STARTED, levels.place(1), 0);
        break;
      case STARTED:
        heap.push(std::round(event.timeMs + random.exponential(RUN_MS)), ENDED, event.a, 0);
        break;
      case ENDED:
        heap.push(event.timeMs + STOP_MS, STOPPED, event.a, 0);
        break;
      case STOPPED:
        if (event.a >= 0) levels.release(event.a, 1);
        stopped++;
    }
  }
  return tasks / (cpuSeconds() - start);
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const int size = std::atoi(argv[2]);
  const long operations = std::atol(argv[3]);
  if (std::strcmp(argv[1], "hold") == 0) std::printf("%.0f\n", hold(size, operations));
  else if (std::strcmp(argv[1], "binpack") == 0) std::printf("%.0f\n", binpack(size, operations));
  else std::printf("%.0f\n", lifeCycle(size, operations));
}
