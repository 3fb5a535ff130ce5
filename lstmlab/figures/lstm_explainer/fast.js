// sum += vector times matrix: the one place where time goes. A loop of WebAssembly takes two numbers at once, and four rows;
// where a browser does not know it, a loop of JavaScript does the same, three times slower.

// The loop as text would read (s, v, m: addresses of sum, vector and matrix; w: bytes of a row):
//
//     while (rows) {
//       v0 ... v3 = four numbers of the vector, each twice;  m0 ... m3 = four rows of the matrix
//       for (s = sum; s < sum + w; s += 16)  [s] += v0 [m0] + v1 [m1] + v2 [m2] + v3 [m3], and each m += 16
//       m = m3;  v += 32;  rows -= 4
//     }
function assembled() {
  const [sum, v, m, rows, w, end, s] = [0, 1, 2, 3, 4, 5, 6];
  const [factors, lines] = [[7, 8, 9, 10], [11, 12, 13, 14]];
  const get = (local) => [0x20, local];
  const set = (local) => [0x21, local];
  const number = (value) => [0x41, value]; // below 64
  const [add, sub, less, none] = [[0x6a], [0x6b], [0x49], [0x45]];
  const load = [0xfd, 0x00, 3, 0];
  const store = [0xfd, 0x0b, 3, 0];
  const twice = (offset) => [0xfd, 0x0a, 3, offset];
  const [times, plus] = [[0xfd, 0xf2, 0x01], [0xfd, 0xf0, 0x01]];
  const move = (local, by) => [get(local), number(by), add, set(local)];
  const body = [
    [3, 2, 0x7f, 4, 0x7b, 4, 0x7f], // locals: two addresses, four pairs of numbers, four addresses
    [get(sum), get(w), add, set(end)],
    [0x02, 0x40, 0x03, 0x40],
    [get(rows), none, 0x0d, 1],
    factors.map((each, k) => [get(v), twice(8 * k), set(each)]),
    [get(m), set(lines[0])],
    [1, 2, 3].map((k) => [get(lines[k - 1]), get(w), add, set(lines[k])]),
    [get(sum), set(s)],
    [0x03, 0x40],
    [get(s), get(s), load],
    factors.map((each, k) => [get(each), get(lines[k]), load, times, plus]),
    store,
    [...lines, s].map((each) => move(each, 16)),
    [get(s), get(end), less, 0x0d, 0, 0x0b],
    [get(lines[3]), set(m)],
    move(v, 32),
    [get(rows), number(4), sub, set(rows)],
    [0x0c, 0, 0x0b, 0x0b, 0x0b],
  ].flat(Infinity);
  const sized = (bytes) => [(bytes.length & 0x7f) | 0x80, bytes.length >> 7, ...bytes];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 9, 1, 0x60, 5, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0], // one type of function, five addresses
    ...[2, 8, 1, 1, 0x65, 1, 0x6d, 2, 0, 1], // the memory comes from outside, as e.m
    ...[3, 2, 1, 0],
    ...[7, 5, 1, 1, 0x66, 0, 0], // the function is given away as f
    ...[10, ...sized([1, ...sized(body)])],
  ]);
}

let loop = null; // compiled once; false where it cannot be

function compiled() {
  if (loop !== null) return loop;
  try {
    loop = new WebAssembly.Module(assembled());
  } catch {
    loop = false;
  }
  return loop;
}

// A function (sum, vector, from) that adds rows from `from` on of the vector times this matrix (rows, width).
function productWith(matrix, rows, width) {
  const plain = (sum, vector, from = 0) => addProduct(sum, vector, from, matrix, rows, width);
  if (rows % 4 || width % 2 || !compiled()) return plain;
  const memory = new WebAssembly.Memory({ initial: Math.ceil((8 * (width + rows + matrix.length)) / 65536) });
  const room = new Float64Array(memory.buffer);
  room.set(matrix, width + rows);
  const { f } = new WebAssembly.Instance(compiled(), { e: { m: memory } }).exports;
  const result = room.subarray(0, width);
  return (sum, vector, from = 0) => {
    room.set(sum);
    for (let k = 0; k < rows; k++) room[width + k] = vector[from + k];
    f(0, 8 * width, 8 * (width + rows), rows, 8 * width);
    sum.set(result);
  };
}

function addProduct(sum, vector, from, matrix, rows, width) {
  for (let k = 0; k < rows; k++) {
    const [v, start] = [vector[from + k], k * width];
    for (let j = 0; j < width; j++) sum[j] += v * matrix[start + j];
  }
}
