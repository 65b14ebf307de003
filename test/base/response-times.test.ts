import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangC, meanWait } from '../../src/base/queueing.ts';
import {
  ResponseTimes,
  type ServiceTime,
  serviceQuantile,
  variationOf,
  waitQuantile,
  waitTail,
} from '../../src/base/response-times.ts';

const service = (kind: ServiceTime['kind'], mean: number, deviation = 1): ServiceTime => ({ kind, mean, deviation });
const load = fc.double({ min: 0.05, max: 0.98, noNaN: true });
const portion = fc.double({ min: 0.01, max: 0.999, noNaN: true });

describe('the wait', () => {
  it('is longer than t for ρ e^(−(1 − ρ) μ t) of the requests in M/M/1', () => {
    fc.assert(
      fc.property(load, fc.double({ min: 0, max: 50, noNaN: true }), (rho, time) => {
        expect(waitTail(rho, rho / (1 - rho), time)).toBeCloseTo(rho * Math.exp(-(1 - rho) * time), 12);
      }),
    );
  });

  it('has quantiles that its tail leads back from, 0 for those who do not wait', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), load, portion, (servers, rho, part) => {
        const share = erlangC(servers, servers * rho);
        const mean = meanWait(servers, servers * rho, 1);
        const time = waitQuantile(share, mean, part);
        if (part <= 1 - share) expect(time).toBe(0);
        else expect(waitTail(share, mean, time)).toBeCloseTo(1 - part, 9);
      }),
    );
  });

  it('is none where nobody waits', () => {
    expect(waitTail(0, 0, 1)).toBe(0);
    expect(waitTail(0, 0, -1)).toBe(1);
    expect(waitQuantile(0, 0, 0.99)).toBe(0);
  });
});

describe('a service time', () => {
  it('has its mean and variation, by its quantiles', () => {
    for (const one of [service('constant', 3), service('exponential', 2), service('lognormal', 5, 0.8)]) {
      const points = Array.from({ length: 200_000 }, (_, i) => serviceQuantile(one, (i + 0.5) / 200_000));
      const mean = points.reduce((sum, time) => sum + time, 0) / points.length;
      const variance = points.reduce((sum, time) => sum + (time - mean) ** 2, 0) / points.length;
      expect(mean / one.mean).toBeCloseTo(1, 3);
      expect(variance / mean ** 2).toBeCloseTo(variationOf(one), 2);
    }
  });

  it('is lognormal by the published quantiles of the normal distribution', () => {
    // Variance ln 2 at deviation 1, so that ln of the time over its median is z sqrt(ln 2).
    const median = serviceQuantile(service('lognormal', 1), 0.5);
    expect(median).toBeCloseTo(Math.SQRT1_2, 8);
    for (const [part, z] of [
      [0.975, 1.959963985],
      [0.99, 2.326347874],
      [0.999, 3.090232306],
      [0.01, -2.326347874],
      [0.2, -0.841621234],
    ] as const) {
      const time = serviceQuantile(service('lognormal', 1), part);
      expect(Math.log(time / median) / Math.sqrt(Math.LN2)).toBeCloseTo(z, 7);
    }
  });
});

describe('ResponseTimes', () => {
  it('is exponential of mean s / (1 − ρ) in M/M/1', () => {
    const times = new ResponseTimes(service('exponential', 2));
    fc.assert(
      fc.property(load, portion, (rho, part) => {
        times.update(rho, (2 * rho) / (1 - rho));
        const exact = (-2 / (1 - rho)) * Math.log(1 - part);
        expect(times.quantile(part) / exact).toBeCloseTo(1, 3);
        expect(times.tail(exact)).toBeCloseTo(1 - part, 9);
      }),
    );
  });

  it('is wait and service one after the other in M/M/c, for rates apart, equal, and far apart', () => {
    const times = new ResponseTimes(service('exponential', 1));
    // P(T > t) = (1 − C) e^(−t) + C (θ e^(−t) − e^(−θt)) / (θ − 1), with θ = C / W.
    for (const [share, mean, time] of [
      [0.4, 0.2, 3],
      [0.9, 30, 40],
    ] as const) {
      times.update(share, mean);
      const rate = share / mean;
      const both = (rate * Math.exp(-time) - Math.exp(-rate * time)) / (rate - 1);
      expect(times.tail(time)).toBeCloseTo((1 - share) * Math.exp(-time) + share * both, 12);
    }
    times.update(0.5, 0.5);
    expect(times.tail(2)).toBeCloseTo(Math.exp(-2) * (1 + 0.5 * 2), 12);
    times.update(1, 1e6);
    expect(times.quantile(0.99) / (1e6 * Math.log(100))).toBeCloseTo(1, 3);
  });

  it('is the wait moved by the service where that is constant', () => {
    const times = new ResponseTimes(service('constant', 3));
    times.update(0.6, 4);
    expect(times.quantile(0.3)).toBeCloseTo(3, 3);
    expect(times.quantile(0.95)).toBeCloseTo(3 + waitQuantile(0.6, 4, 0.95), 2);
    expect(times.tail(2.9)).toBe(1);
  });

  it('is the service alone where nobody waits', () => {
    const one = service('lognormal', 2, 1.5);
    const times = new ResponseTimes(one);
    times.update(0, 0);
    for (const part of [0.5, 0.95, 0.99]) expect(times.quantile(part) / serviceQuantile(one, part)).toBeCloseTo(1, 2);
  });

  it('gives by strata what the closed form gives: a lognormal so narrow that it is constant', () => {
    const times = new ResponseTimes(service('lognormal', 1, 0.001));
    times.update(0.8, 2);
    for (const part of [0.5, 0.95, 0.99])
      expect(times.quantile(part) / (1 + waitQuantile(0.8, 2, part))).toBeCloseTo(1, 2);
  });

  it('adds a lognormal service and the wait as their convolution does', () => {
    const one = service('lognormal', 1, 1.2);
    const times = new ResponseTimes(one);
    const [share, mean] = [0.5, 0.9];
    times.update(share, mean);
    const points = Array.from({ length: 100_000 }, (_, i) => serviceQuantile(one, (i + 0.5) / 100_000));
    for (const time of [0.5, 1, 2, 4, 8, 12]) {
      const exact = points.reduce((sum, served) => sum + waitTail(share, mean, time - served), 0) / points.length;
      expect(Math.abs(times.tail(time) / exact - 1), `longer than ${time}`).toBeLessThan(0.02);
    }
  });

  it('grows with the portion, and has no end when the wait has none', () => {
    const times = new ResponseTimes(service('lognormal', 1, 2));
    fc.assert(
      fc.property(load, portion, portion, (rho, one, other) => {
        times.update(rho, rho / (1 - rho));
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(times.quantile(less)).toBeLessThanOrEqual(times.quantile(more) * (1 + 1e-4));
      }),
    );
    times.update(1, Number.POSITIVE_INFINITY);
    expect(times.quantile(0.5)).toBe(Number.POSITIVE_INFINITY);
  });
});
