let context: AudioContext | null = null;

/** Browsers play sound only after the visitor has touched the panel once. */
export function allowSound(): void {
  context ??= new AudioContext();
  if (context.state === "suspended") void context.resume();
}

/** Two soft notes of a counter bell, made on the spot. */
export function ring(): void {
  if (context?.state !== "running") return;
  for (const [hertz, delay] of [[880, 0], [1318.5, 0.09]] as const) {
    const note = context.createOscillator();
    const volume = context.createGain();
    const at = context.currentTime + delay;
    note.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(0.12, at + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.55);
    note.connect(volume).connect(context.destination);
    note.start(at);
    note.stop(at + 0.6);
  }
}
