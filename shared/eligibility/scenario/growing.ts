type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** A typed column that grows at its end. */
export class Growing<T extends Column> {
  length = 0;
  #column: T;
  readonly #make: (length: number) => T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#column = make(1024);
  }

  push(value: number): void {
    if (this.length === this.#column.length) {
      const larger = this.#make(this.#column.length * 2);
      larger.set(this.#column);
      this.#column = larger;
    }
    this.#column[this.length++] = value;
  }

  at(place: number): number {
    return this.#column[place]!;
  }

  add(place: number, value: number): void {
    this.#column[place]! += value;
  }

  /** What has been pushed. Not to be kept across the next `push`. */
  get values(): T {
    return this.#column.subarray(0, this.length) as T;
  }
}
