/** Two soft strokes of a counter bell, made on the spot: no file, no download. */
const STROKES: readonly { afterS: number; hertz: number }[] = [
  { afterS: 0, hertz: 1_318.5 },
  { afterS: 0.16, hertz: 1_760 },
];
const RING_S = 1.1;
const LOUDNESS = 0.22;

/** Rings; a browser that has heard no click yet keeps it silent, and `ring` then says false. */
export class Bell {
  #context: AudioContext | null = null;
  readonly #open: () => AudioContext;

  constructor(open: () => AudioContext = () => new AudioContext()) {
    this.#open = open;
  }

  /** Called on the first click, so that a later ring is allowed to sound. */
  async unlock(): Promise<AudioContext> {
    const context = (this.#context ??= this.#open());
    if (context.state === "suspended") await Promise.race([context.resume(), later()]);
    return context;
  }

  async ring(): Promise<boolean> {
    const context = await this.unlock();
    if (context.state !== "running") return false;
    for (const { afterS, hertz } of STROKES) stroke(context, context.currentTime + afterS, hertz);
    return true;
  }
}

/** A stroke is a tone and its inharmonic overtone, dying away. */
function stroke(context: AudioContext, at: number, hertz: number): void {
  for (const [ratio, part] of [
    [1, 1],
    [2.76, 0.28],
  ] as const) {
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = hertz * ratio;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUDNESS * part, at + 0.008);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + RING_S / ratio);
    tone.connect(volume).connect(context.destination);
    tone.start(at);
    tone.stop(at + RING_S);
  }
}

/** `resume` never settles where the browser waits for a click. */
function later(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 300));
}
