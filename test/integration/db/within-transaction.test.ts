import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConnection, type Connection } from '#engine/db/connection.ts';

let connection: Connection;
beforeEach(() => {
  connection = openConnection(':memory:');
  connection.database.execute('CREATE TABLE entry (id INTEGER PRIMARY KEY)');
});
afterEach(() => {
  connection.close();
});

const add = (id: number): void => {
  connection.database.prepare('INSERT INTO entry (id) VALUES (?)').run(id);
};
const failAfterAdding = (id: number): void => {
  connection.database.withinTransaction(() => {
    add(id);
    throw new Error('no further');
  });
};
const held = (): readonly unknown[] => connection.database.prepare('SELECT id FROM entry').all();

describe('work within a transaction', () => {
  it('that is its own is undone when it fails', () => {
    connection.database.withinTransaction(() => {
      add(1);
    });
    expect(() => {
      failAfterAdding(2);
    }).toThrow('no further');
    expect(held()).toEqual([{ id: 1n }]);
    expect(connection.database.isInTransaction()).toBe(false);
  });

  it('of somebody else is undone with all of that when it fails', () => {
    expect(() => {
      connection.database.transaction(() => {
        add(1);
        failAfterAdding(2);
      });
    }).toThrow('no further');
    expect(held()).toEqual([]);
  });

  it('of somebody else is kept with all of that, and gives back what it came to', () => {
    const outcome = connection.database.transaction(() =>
      connection.database.withinTransaction(() => 'done'),
    );
    expect(outcome).toBe('done');
    connection.database.transaction(() => {
      add(1);
      connection.database.withinTransaction(() => {
        add(2);
      });
    });
    expect(held()).toEqual([{ id: 1n }, { id: 2n }]);
  });
});
