// Container instances by remaining memory in whole GiB: a set of bits per level, with a bit per word that is not empty.
// binpack takes the first instance of the lowest level that has room.
#pragma once
#include <bit>
#include <cstdint>
#include <vector>

class Levels {
 public:
  static constexpr int GIB = 15;

  explicit Levels(int instances)
      : words((instances + 63) / 64), blocks((words + 63) / 64), remaining(instances, GIB), bits((GIB + 1) * words),
        used((GIB + 1) * blocks), counts(GIB + 1) {
    for (int instance = 0; instance < instances; instance++) insert(GIB, instance);
  }

  // The instance, its memory taken; -1 where none has room.
  int place(int gib) {
    for (int level = gib; level <= GIB; level++) {
      if (counts[level] == 0) continue;
      const int instance = first(level);
      move(instance, level - gib);
      return instance;
    }
    return -1;
  }

  void release(int instance, int gib) { move(instance, remaining[instance] + gib); }

 private:
  int first(int level) const {
    int block = 0;
    while (used[level * blocks + block] == 0) block++;
    const int word = block * 64 + std::countr_zero(used[level * blocks + block]);
    return word * 64 + std::countr_zero(bits[level * words + word]);
  }

  void move(int instance, int level) {
    const int from = remaining[instance];
    std::uint64_t& word = bits[from * words + instance / 64];
    word &= ~(1ULL << (instance % 64));
    if (word == 0) used[from * blocks + instance / 4096] &= ~(1ULL << (instance / 64 % 64));
    counts[from]--;
    insert(level, instance);
  }

  void insert(int level, int instance) {
    remaining[instance] = level;
    bits[level * words + instance / 64] |= 1ULL << (instance % 64);
    used[level * blocks + instance / 4096] |= 1ULL << (instance / 64 % 64);
    counts[level]++;
  }

  const int words, blocks;
  std::vector<int> remaining;
  std::vector<std::uint64_t> bits, used;
  std::vector<int> counts;
};
