"""Small drawings in the shapes and colours of the motif, by the name of the icon that editors choose."""
# ruff: noqa: E501  a path is one word

# The content of an SVG of 48 by 48 units; the classes stand in static/css/40-components/motif.css.
DRAWINGS = {
    "language": (
        '<path class="m-teal" d="M10 5h18a7 7 0 0 1 7 7v8a7 7 0 0 1-7 7H17l-8 7v-7a6 6 0 0 1-6-6v-9a7 7 0 0 1 7-7Z"/>'
        '<path class="m-coral" d="M26 19h12a6 6 0 0 1 6 6v7a6 6 0 0 1-5 6v6l-7-6h-6a6 6 0 0 1-6-6v-7a6 6 0 0 1 6-6Z"/>'
    ),
    "academic-cap": (
        '<path class="m-sun" d="M11 22v11c0 4 6 7 13 7s13-3 13-7V22Z"/>'
        '<path class="m-teal" d="M22 8a5 5 0 0 1 4 0l18 8a2 2 0 0 1 0 4l-18 8a5 5 0 0 1-4 0L4 20a2 2 0 0 1 0-4Z"/>'
        '<path class="m-coral" d="M41 19h3v10a4 4 0 1 1-3 0Z"/>'
    ),
    "briefcase": (
        '<path class="m-teal" d="M15 20v-8a6 6 0 0 1 6-6h6a6 6 0 0 1 6 6v8h-5v-7a2 2 0 0 0-2-2h-4a2 2 0 0 0-2 2v7Z"/>'
        '<rect class="m-coral" x="4" y="15" width="40" height="28" rx="6"/>'
        '<path class="m-coral-sun" d="M4 26h40v4H4Z"/><rect class="m-sun" x="19" y="23" width="10" height="10" rx="3"/>'
    ),
    "chat-bubble-left-right": (
        '<circle class="m-teal" cx="15" cy="19" r="7"/><path class="m-teal" d="M3 45v-5a12 12 0 0 1 24 0v5Z"/>'
        '<path class="m-sun" d="M28 4h11a6 6 0 0 1 6 6v7a6 6 0 0 1-6 6h-4l-7 6v-6a5 5 0 0 1-5-5v-9a5 5 0 0 1 5-5Z"/>'
    ),
    "home": (
        '<path class="m-sun" d="M9 20h30v20a4 4 0 0 1-4 4H13a4 4 0 0 1-4-4Z"/>'
        '<path class="m-coral" d="M21 5a4 4 0 0 1 6 0l16 14a3 3 0 0 1-2 5H7a3 3 0 0 1-2-5Z"/>'
        '<path class="m-teal" d="M20 44V33a4 4 0 0 1 8 0v11Z"/>'
    ),
    "heart": (
        '<path class="m-coral" d="M22 43 7 28a11 11 0 0 1 17-15 11 11 0 0 1 17 15L26 43a3 3 0 0 1-4 0Z"/>'
        '<path class="m-sun" d="M21 17h6v6h6v6h-6v6h-6v-6h-6v-6h6Z"/>'
    ),
    "user-group": (
        '<circle class="m-coral" cx="13" cy="15" r="6"/><path class="m-coral" d="M2 44V35a11 11 0 0 1 22 0v9Z"/>'
        '<circle class="m-teal" cx="34" cy="11" r="6.5"/><path class="m-teal" d="M22 44V33a12 12 0 0 1 24 0v11Z"/>'
        '<circle class="m-sun" cx="24" cy="27" r="5"/><path class="m-sun" d="M15 44v-2a9 9 0 0 1 18 0v2Z"/>'
    ),
    "hand-raised": (
        '<path class="m-sun" d="M12 26V12a3 3 0 0 1 6 0v8V7a3 3 0 0 1 6 0v12V8a3 3 0 0 1 6 0v13V13a3 3 0 0 1 6 0v17'
        'a14 14 0 0 1-14 14c-6 0-9-3-12-8l-5-8a3 3 0 0 1 5-4Z"/>'
        '<path class="m-coral" d="m23 40-6-6a4 4 0 0 1 6-5 4 4 0 0 1 6 5Z"/>'
    ),
    "puzzle-piece": (
        '<circle class="m-teal" cx="16" cy="11" r="7"/><path class="m-teal" d="M3 45V34a13 13 0 0 1 26 0v11Z"/>'
        '<circle class="m-coral" cx="35" cy="25" r="5.5"/><path class="m-coral" d="M25 45v-4a10 10 0 0 1 20 0v4Z"/>'
        '<path class="m-coral-teal" d="M25 45v-4a10 10 0 0 1 4-8v12Z"/>'
    ),
    "scale": (
        '<rect class="m-teal" x="7" y="4" width="27" height="37" rx="5"/>'
        '<path class="m-sand" d="M13 13h15v3H13ZM13 20h15v3H13ZM13 27h8v3h-8Z"/>'
        '<circle class="m-sun" cx="34" cy="34" r="10"/>'
        '<path class="m-coral-teal" d="m29 34 2-2 3 3 5-5 2 2-7 7Z"/>'
    ),
}
