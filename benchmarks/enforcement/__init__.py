"""How far the glossary is kept by engines, before and after enforcement, and whether automatic repairs are right."""
