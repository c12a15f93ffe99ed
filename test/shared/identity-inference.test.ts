import { expect, test } from 'vitest';
import { serialInference } from '../../shared/model/identity.ts';

test('two forms of a serial that count as one are said to, with the reason', () => {
  const said = serialInference(['1581F6Q8D244C00CL2KF', 'F6Q8D244C00CL2KF']);
  expect(said).toBe(
    "F6Q8D244C00CL2KF and 1581F6Q8D244C00CL2KF are taken for one serial: AeroScope and DroneID leave out DJI's code 1581 (an inference from their form)",
  );
  expect(serialInference(['F6Q8D244C00CL2KF'])).toBeNull();
  expect(serialInference(['1581F6Q8D244C00CL2KF', 'F6Q8D244C00CL2KA'])).toBeNull();
});
