"""Guided selling: ranking a catalogue by a shopper's wishes."""
