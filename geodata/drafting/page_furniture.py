"""Lines that a page prints round an article: what to share, read, accept and click.

Told by their words, in English, Russian and Azerbaijani, and only where they are short: a sentence
of an article that mentions cookies is none.
"""

import re
from typing import Final

_MOST_WORDS: Final = 40
"""A longer block is an article's, whatever it says."""

_NETWORKS: Final = (
    r"facebook|twitter|x|telegram|whatsapp|viber|vk|vkontakte|вконтакте|odnoklassniki|"
    r"одноклассники|linkedin|pinterest|reddit|tumblr|instagram|youtube|tiktok|threads|bluesky|"
    r"mastodon|messenger|skype|e-?mail|print|copy link|link|share|tweet|save|rss|google news|"
    r"поделиться|печать|paylaş|çap"
)
_NETWORK_LIST: Final = re.compile(rf"(?:(?:{_NETWORKS})[\s|/·•,:;–—-]*)+", re.IGNORECASE)
_COUNTER: Final = re.compile(r"[\d\s.,:|/]{1,6}")
_WHOLE: Final = (
    r"home(?:page)?|menu|search|log ?in|sign in|register|subscribe(?: now)?|advertisement|"
    r"sponsored(?: content)?|promoted|read more|more|next|previous|skip to (?:main )?content|"
    r"back to top(?: button)?|to top|top|tags?|topics?|categories|category|news|latest news|"
    r"breaking news|main|comments?|no comments?|close|play|video|photos?|gallery|follow us|"
    r"главная|новости|меню|поиск|войти|реклама|наверх|теги|комментарии|ещё|еще|видео|фото|"
    r"ana səhifə|xəbərlər|menyu|axtarış|reklam|şərhlər|etiketlər|video|foto"
)
_WHOLE_LINE: Final = re.compile(rf"\W*(?:{_WHOLE})\W*", re.IGNORECASE)
_STARTS: Final = (
    r"read (?:also|more|next)\b|also read\b|see also\b|more on this\b|related\s*:|"
    r"related (?:articles?|news|stories|posts?|topics?)\b|"
    r"recommended(?: for you)?\s*$|most (?:read|popular)\b|you may also like\b|"
    r"share (?:this|on|via)\b|follow us\b|follow .{1,30} on (?:facebook|twitter|x|telegram)\b|"
    r"subscribe (?:to|for)\b|sign up (?:for|to)\b|join (?:our|us on) \w+|"
    r"tags?\s*:|topics?\s*:|categor(?:y|ies)\s*:|filed under\b|posted in\b|"
    r"(?:photo|image|picture|video|source of photo)(?: credits?| by| courtesy)?\s*[:©]|©|\(c\)\s|"
    r"copyright\s*(?:©|\(c\)|\d{4})|views?\s*:\s*\d|"
    r"\d+ (?:views|shares|comments)\b|\d+\s*min(?:ute)?s? read\b|"
    r"\(?(?:additional |further )?(?:reporting|writing|editing) by\b|our standards:|"
    r"(?:analysis|explainer|explained|in pictures|watch|profile)\s*:|"
    r"click here\b|tap here\b|print this\b|listen to this\b|"
    r"if you (?:find|notice|see|spot) an? (?:error|mistake|typo)\b|"
    r"читайте (?:также|ещё|еще)|смотрите также|по теме\s*:|поделиться\b|"
    r"подпи(?:сывайтесь|шитесь|саться)\b|теги?\s*:|рубрик[аи]\s*:|фото\s*[:©]|"
    r"если вы (?:нашли|заметили|обнаружили) ошибку|"
    r"həmçinin oxuyun|oxuyun\s*:|bax(?:ın)?\s*:|paylaş\b|bizi izləyin|abunə ol|etiketlər\s*:|"
    r"foto\s*[:©]"
)
_STARTS_SO: Final = re.compile(rf"\W*(?:{_STARTS})", re.IGNORECASE)
_HOLDS: Final = re.compile(
    r"\b(?:we|this (?:web)?site|our partners) uses? cookies\b|\bcookie (?:policy|settings)\b|"
    r"\baccept (?:all )?cookies\b|\bprivacy policy\b|"
    r"\bterms (?:of (?:use|service)|and conditions)\b|"
    r"\ball rights reserved\b|\benable javascript\b|\bhtml5 video\b|\bad ?blocker\b|"
    r"\byour email address will not be published\b|\brequired fields are marked\b|"
    r"\bcontributed (?:reporting )?to this (?:report|article|story)\b|"
    r"\bpress ctrl ?\+ ?enter\b|\bunsubscribe\b|"
    r"\bвсе права защищены\b|\bиспользу(?:ем|ет) (?:файлы )?cookies?\b|\bфайлы cookie\b|"
    r"\bнажмите ctrl ?\+ ?enter\b|\bbütün hüquqlar qorunur\b|\bkuki(?:lər)?\b",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(
    r"\W*(?:read (?:also|next|more)|also read|see also|more on this.*|most (?:read|popular)|"
    r"related(?: (?:articles?|news|stories|posts?|topics?))?|recommended(?: for you)?|"
    r"you may also like|читайте (?:также|ещё|еще)|смотрите также|по теме|"
    r"həmçinin oxuyun|oxşar xəbərlər)\W*",
    re.IGNORECASE,
)
_END: Final = re.compile(
    r"\W*(?:leave a (?:reply|comment)|(?:post|write|add) a comment|(?:\d+ )?comments?(?: \(\d+\))?|"
    r"оставить комментарий|комментарии(?: \(\d+\))?|добавить комментарий|"
    r"şərh yaz\w*|rəy (?:yaz|bildir)\w*|şərhlər(?: \(\d+\))?)\W*",
    re.IGNORECASE,
)
_LETTER_OR_FIGURE: Final = re.compile(r"[^\W_]")


def is_separator(block: str) -> bool:
    """Whether a block holds neither letters nor figures, such as `* * *`."""
    return not _LETTER_OR_FIGURE.search(block)


def is_furniture(block: str) -> bool:
    """Whether a block belongs to the page and not to the article."""
    line = " ".join(block.split())
    if line.count(" ") >= _MOST_WORDS:
        return False
    return bool(
        any(form.fullmatch(line) for form in (_COUNTER, _WHOLE_LINE, _NETWORK_LIST))
        or _STARTS_SO.match(line)
        or _HOLDS.search(line)
    )


def heads_a_list_of_links(block: str) -> bool:
    """Whether headings under a block are other articles': it says `Read also` and no more."""
    return _LABEL.fullmatch(" ".join(block.split())) is not None


def ends_the_article(block: str) -> bool:
    """Whether all below a block is no longer the article's: it invites comments."""
    return _END.fullmatch(" ".join(block.split())) is not None
