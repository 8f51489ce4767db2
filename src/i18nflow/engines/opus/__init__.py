"""OPUS-MT models on this machine: fetched once with their licence shown, converted without torch, private ever after."""
