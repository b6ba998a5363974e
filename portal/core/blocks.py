"""The building blocks of content pages: few, and each says to the editor what it is for."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul"]


class HeadingBlock(blocks.CharBlock):
    """A heading inside the page's text."""

    class Meta:
        icon = "title"
        label = _("Título de sección")
        description = _("Divide una página larga; quien lee salta de uno a otro.")
        template = "blocks/heading.html"
        preview_value = "Con poco saldo"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text."""

    class Meta:
        icon = "pilcrow"
        label = _("Texto")
        description = _("Párrafos y listas cortas.")
        template = "blocks/paragraph.html"
        preview_value = "<p>Los centros de distrito abren de lunes a viernes de 8 a 20.</p>"


class StepBlock(blocks.StructBlock):
    """One step of an instruction."""

    title = blocks.CharBlock(label=_("Qué hacer"), max_length=120)
    text = blocks.RichTextBlock(label=_("Cómo"), features=TEXT_FEATURES, required=False)


class StepsBlock(blocks.StructBlock):
    """An instruction, numbered."""

    items = blocks.ListBlock(StepBlock(), label=_("Pasos"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Pasos")
        description = _("Instrucciones que se siguen en orden, con su número.")
        template = "blocks/steps.html"
        preview_value = {"items": [{"title": "Toca el enlace", "text": "<p>Está en la página de la sesión.</p>"}]}


class NoticeBlock(blocks.StructBlock):
    """What changes what the reader does."""

    title = blocks.CharBlock(label=_("Título"), max_length=120, required=False)
    text = blocks.RichTextBlock(label=_("Texto"), features=TEXT_FEATURES)

    class Meta:
        icon = "warning"
        label = _("Aviso")
        description = _("Algo que cambia lo que la persona va a hacer. Uno por página alcanza.")
        template = "blocks/notice.html"
        preview_value = {"title": "El lunes cerramos", "text": "<p>Feriado nacional.</p>"}


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("Pregunta"), max_length=160)
    answer = blocks.RichTextBlock(label=_("Respuesta"), features=TEXT_FEATURES)


class QuestionsBlock(blocks.StructBlock):
    """Frequent questions, folded."""

    items = blocks.ListBlock(QuestionBlock(), label=_("Preguntas"), min_num=1)

    class Meta:
        icon = "help"
        label = _("Preguntas frecuentes")
        description = _("Preguntas que se abren de a una.")
        template = "blocks/questions.html"
        preview_value = {"items": [{"question": "¿Hace falta una cuenta?", "answer": "<p>No.</p>"}]}


class ContactBlock(blocks.StructBlock):
    """Where to go, whom to call."""

    name = blocks.CharBlock(label=_("Oficina o centro"), max_length=160)
    address = blocks.CharBlock(label=_("Dirección"), max_length=200, required=False)
    phone = blocks.CharBlock(label=_("Teléfono"), max_length=60, required=False)
    email = blocks.EmailBlock(label=_("Correo de la oficina"), required=False)
    hours = blocks.CharBlock(label=_("Horario"), max_length=160, required=False)
    note = blocks.CharBlock(label=_("Nota"), max_length=300, required=False)

    class Meta:
        icon = "mail"
        label = _("Contacto")
        description = _("Una oficina con su dirección, teléfono y horario. Nunca el dato de una persona.")
        template = "blocks/contact.html"
        preview_value = {"name": "Centro de Distrito Oeste", "phone": "0800 555 0148"}


class FactBlock(blocks.StructBlock):
    """A term and what it says."""

    term = blocks.CharBlock(label=_("Dato"), max_length=120)
    value = blocks.CharBlock(label=_("Valor"), max_length=300)


class FactsBlock(blocks.StructBlock):
    """A short list of facts."""

    items = blocks.ListBlock(FactBlock(), label=_("Datos"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Datos")
        description = _("Datos cortos, uno por línea: qué y cuánto.")
        template = "blocks/facts.html"
        preview_value = {"items": [{"term": "Horario", "value": "de 8 a 20"}]}


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(label=_("Lo que dijo"))
    who = blocks.CharBlock(label=_("Quién, si aceptó que se diga"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Cita")
        description = _("Las palabras de alguien, tal como las dijo.")
        template = "blocks/quote.html"
        preview_value = {"text": "Nunca había ido a un consejo.", "who": "Vecina del Molino"}


class PictureBlock(blocks.StructBlock):
    """A picture with its words."""

    image = ImageBlock(label=_("Imagen"))
    caption = blocks.CharBlock(label=_("Pie de foto"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Imagen")
        description = _("Una foto real, con la descripción para quien no la ve.")
        template = "blocks/picture.html"


class BodyBlock(blocks.StreamBlock):
    """What a content page is made of."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock(features=TEXT_FEATURES)
    steps = StepsBlock()
    notice = NoticeBlock()
    questions = QuestionsBlock()
    contact = ContactBlock()
    facts = FactsBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
