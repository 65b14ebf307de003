import { describe, expect, it } from 'vitest';
import { catalogCommand } from '../../../src/cli/commands/catalog.ts';
import { capturePrinted, catalog } from './catalog/catalog-output.ts';

capturePrinted();

describe('plimsoll catalog', () => {
  it('has a subcommand for instance types, prices and Fargate sizes', () => {
    expect(catalogCommand().commands.map((command) => command.name())).toEqual(['instances', 'price', 'fargate']);
  });

  it.each(['instances', 'price m5.large', 'fargate'])('%s refuses a form it does not write', async (words) => {
    await expect(catalog(...words.split(' '), '--format', 'xml')).rejects.toThrow(
      'Allowed choices are table, json, csv',
    );
  });

  it.each(['instances', 'price m5.large', 'fargate'])(
    '%s refuses an unknown region by its near name',
    async (words) => {
      await expect(catalog(...words.split(' '), '--region', 'us-esat-1')).rejects.toThrow('did you mean "us-east-1"?');
    },
  );
});
