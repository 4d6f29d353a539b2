/**
 * A row: { name, value, unit, goal, met, ratioToPeer, ratioToFloor, better, peer, peerValue, goalRatioToPeer }.
 * `ratioToPeer` says how many times better than the peer of the same run; `ratioToFloor` how many times the floor's cost.
 * `met` is null where there is no goal.
 */
export function row({ name, value, unit, better, goal = null, peer = null, peerValue = null, goalRatioToPeer = null, floorValue = null }) {
  const lower = better === 'lower';
  const ratioToPeer = peerValue === null ? null : lower ? peerValue / value : value / peerValue;
  const ratioToFloor = floorValue === null ? null : lower ? value / floorValue : floorValue / value;
  const tests = [
    ...(goal === null ? [] : [lower ? value <= goal : value >= goal]),
    ...(goalRatioToPeer === null || ratioToPeer === null ? [] : [ratioToPeer >= goalRatioToPeer]),
  ];
  const met = tests.length === 0 ? null : tests.every(Boolean);
  return { name, value: rounded(value), unit, goal, met, ratioToPeer: rounded(ratioToPeer), ratioToFloor: rounded(ratioToFloor), better, peer, peerValue: rounded(peerValue), goalRatioToPeer };
}

function rounded(value) {
  return value === null ? null : Number(value.toPrecision(4));
}
