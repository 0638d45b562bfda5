"""The application's one style sheet, built from the tokens: fields, menus, tool tips and scroll bars. All else paints itself."""

from desktop.ui.theme.tokens import Tokens

_SHEET = """
QToolTip {{ background: {bg_raised}; color: {text}; border: 1px solid {border_raised}; padding: 4px 6px; }}
QMenu {{ background: {bg_raised}; border: 1px solid {border_raised}; border-radius: 10px; padding: 5px; }}
QMenu::item {{ padding: 0 24px 0 35px; min-height: {menu_item}px; border-radius: 6px; color: {text}; }}
QMenu::item:selected {{ background: {bg_hover_raised}; }}
QMenu::item:disabled {{ color: {text_dis}; }}
QMenu::separator {{ height: 11px; }}
LineField {{
    background: {bg_field}; color: {text}; placeholder-text-color: {text_3};
    border: 1px solid {border_field}; border-radius: 7px; padding: 1px 9px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
LineField:focus {{ border: 2px solid {focus}; padding: 0 8px; }}
LineField[invalid="true"] {{ border: 1px solid {danger_fill}; padding: 1px 9px; }}
LineField:disabled {{ background: {bg_subtle}; color: {text_dis}; }}
ProposedText {{
    background: {bg_subtle}; color: {text}; border: 1px solid {border_field}; border-radius: 7px; padding: 5px 9px;
    selection-background-color: {accent}; selection-color: {on_accent};
}}
ProposedText:focus {{ border: 2px solid {focus}; padding: 4px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {thumb}; border-radius: 3px; min-height: 28px; margin: 2px; }}
QScrollBar::handle:vertical:hover {{ border-radius: 5px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {thumb}; border-radius: 3px; min-width: 28px; margin: 2px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {border}; }}
"""


def stylesheet(tokens: Tokens, *, menu_item: int) -> str:
    """Return the style sheet in a theme's colours, with items of menus so high."""
    return _SHEET.format_map({**vars(tokens), "menu_item": menu_item})
