import { describe, expect, it } from 'vitest';
import { Intrinsics, intrinsicOf, UNRESOLVED } from '../../../src/scenario/ecs/intrinsics.ts';

const intrinsics = new Intrinsics({
  Parameters: {
    Count: { Type: 'Number', Default: 3 },
    Environment: { Type: 'String', Default: 'prod' },
    Subnets: { Type: 'CommaDelimitedList', Default: 'a, b' },
    Image: { Type: 'String' },
  },
  Mappings: { Sizes: { prod: { cpu: 1024 } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Environment' }, 'prod'] },
    IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
    IsOpen: { 'Fn::Equals': [{ Ref: 'Image' }, ''] },
    Either: { 'Fn::Or': [{ Condition: 'IsOpen' }, { Condition: 'IsProd' }] },
    Both: { 'Fn::And': [{ Condition: 'IsOpen' }, { Condition: 'IsProd' }] },
    Circular: { 'Fn::Not': [{ Condition: 'Circular' }] },
  },
});
const choose = (condition: string) => intrinsics.resolve({ 'Fn::If': [condition, 'yes', 'no'] });
const sub = (name: string) => ['$', '{', name, '}'].join('');

describe('an intrinsic function', () => {
  it('is an object of the one key Ref, Condition or Fn::…', () => {
    expect(intrinsicOf({ 'Fn::Sub': 'a' })).toEqual({ name: 'Fn::Sub', argument: 'a' });
    for (const value of ['Ref', { Ref: 'a', b: 1 }, { Name: 'a' }, [], {}, null])
      expect(intrinsicOf(value)).toBeUndefined();
  });

  it.each([
    [{ Ref: 'Count' }, 3],
    [{ Ref: 'Subnets' }, ['a', 'b']],
    [{ Ref: 'AWS::NoValue' }, undefined],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'Environment' }, 'cpu'] }, 1024],
    [{ 'Fn::Join': ['-', ['web', { Ref: 'Environment' }]] }, 'web-prod'],
    [{ 'Fn::Select': [1, { Ref: 'Subnets' }] }, 'b'],
    [{ 'Fn::Select': [0, { 'Fn::Split': ['/', 'x/y'] }] }, 'x'],
    [{ 'Fn::Sub': `web-${sub('Environment')}-${sub('AWS::Region')}` }, `web-prod-${sub('AWS::Region')}`],
    [{ 'Fn::Sub': [`a${sub('x')}`, { x: { Ref: 'Count' } }] }, 'a3'],
    ['plain', 'plain'],
  ])('%j yields what the template says', (value, result) => {
    expect(intrinsics.resolve(value)).toEqual(result);
  });

  it.each([
    [{ Ref: 'Image' }],
    [{ Ref: 'AWS::Region' }],
    [{ 'Fn::GetAtt': ['a', 'b'] }],
    [{ 'Fn::ImportValue': 'a' }],
    [{ 'Fn::FindInMap': ['Sizes', 'test', 'cpu'] }],
    [{ 'Fn::Join': ['-', { Ref: 'Image' }] }],
  ])('%j stays open', (value) => {
    expect(intrinsics.resolve(value)).toBe(UNRESOLVED);
  });

  it('chooses by a condition that the template settles', () => {
    expect([choose('IsProd'), choose('IsTest'), choose('Either')]).toEqual(['yes', 'no', 'yes']);
    for (const open of ['IsOpen', 'Both', 'Circular', 'Missing']) expect(choose(open)).toBe(UNRESOLVED);
  });
});
