"""What /accesibilidad/ says of sizes is measured: targets as high as a finger, letters that can be read."""

import pytest

from .places import CASES, NAMES, UNFOLD, address_of

pytestmark = pytest.mark.browser

LEAST = 44  # px of height, as the page says
SMALLEST = 16  # px of letters outside maps
#: a link inside a sentence is as high as its line; what only a screen reader meets is shown on focus
SMALL_TARGETS = """least => {
    const inSentence = part => {
        let around = part.parentElement
        while (around && getComputedStyle(around).display.startsWith('inline')) around = around.parentElement
        const walk = document.createTreeWalker(around, NodeFilter.SHOW_TEXT)
        let words = ''
        while (walk.nextNode()) if (!walk.currentNode.parentElement.closest('a, button')) words += walk.currentNode.data
        return getComputedStyle(part).display === 'inline' && /[\\p{L}\\p{N}]{2}/u.test(words)
    }
    const height = part => {
        const label = part.matches('[type=checkbox], [type=radio]') && (part.closest('label') || part.labels[0])
        const after = getComputedStyle(part, '::after')
        const stretched = after.content !== 'none' && after.position === 'absolute' ? parseFloat(after.height) || 0 : 0
        return Math.max((label || part).getBoundingClientRect().height, stretched)
    }
    return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')]
        .filter(part => !part.disabled && !part.closest('svg, [aria-hidden=true]'))
        .filter(part => part.checkVisibility({visibilityProperty: true}))
        .filter(part => part.getBoundingClientRect().width > 1 && height(part) > 1)
        .filter(part => height(part) < least - 0.5 && !inSentence(part))
        .map(part => `${height(part)} px: ${part.outerHTML.slice(0, 120)}`)
}"""
SMALL_LETTERS = """least => [...document.querySelectorAll('body *')]
    .filter(part => !part.closest('svg') && part.checkVisibility({visibilityProperty: true}))
    .filter(part => [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(part => parseFloat(getComputedStyle(part).fontSize) < least)
    .map(part => `${getComputedStyle(part).fontSize}: ${part.outerHTML.slice(0, 120)}`)"""


@pytest.fixture(params=CASES, ids=NAMES)
def page(request, portal, opened):
    """Return one kind of page on a phone, with all that folds unfolded."""
    page = opened(address_of(portal, request.param[2]), width=375, height=800)
    page.evaluate(UNFOLD)
    return page


def test_sizes_are_what_the_accessibility_page_says(page):
    assert page.evaluate(SMALL_TARGETS, LEAST) == []
    assert page.evaluate(SMALL_LETTERS, SMALLEST) == []
