import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Heap } from '../../src/lib/heap.js';

test('what is pushed and popped in any order comes out as from a list that is sorted each time', () => {
  const actions = fc.array(fc.option(fc.integer(), { freq: 3 }), { maxLength: 200 });
  fc.assert(
    fc.property(actions, (all) => {
      const heap = new Heap();
      const list: number[] = [];
      for (const action of all) {
        if (action === null) {
          expect(heap.pop()).toBe(list.shift());
        } else {
          heap.push(action);
          list.push(action);
          list.sort((left, right) => left - right);
        }
        expect(heap.size).toBe(list.length);
      }
    }),
  );
});
