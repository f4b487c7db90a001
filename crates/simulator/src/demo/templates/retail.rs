//! Shops: bread, books, coffee.

use super::build::{Sample, call, link, link_with, marketing, quick, utility};

pub(super) fn bakery_branches() -> Vec<Sample> {
    vec![
        utility("order_ready", "de")
            .header("Ihre Bestellung")
            .body("Guten Tag {{1}}, Ihre Bestellung {{2}} liegt in der Filiale {{3}} für Sie bereit.", &["Frau Adler", "4711", "Mitte"])
            .footer("Bäckerei Kessler")
            .buttons(vec![quick("Ich komme heute"), quick("Morgen, bitte")]),
        utility("order_ready", "en")
            .header("Your order")
            .body("Hello {{1}}, your order {{2}} is waiting for you at our branch in {{3}}.", &["Ms Adler", "4711", "Mitte"])
            .footer("Bakery Kessler")
            .buttons(vec![quick("I'll come today"), quick("Tomorrow, please")]),
        utility("order_ready", "ar")
            .header("طلبكم")
            .body("مرحبًا {{1}}، طلبكم رقم {{2}} جاهز للاستلام في فرعنا في {{3}} حتى السادسة مساءً.", &["السيدة أدلر", "4711", "ميته"])
            .footer("مخبز كيسلر")
            .buttons(vec![quick("سآتي اليوم"), quick("غدًا من فضلكم")]),
        utility("order_ready", "he")
            .header("ההזמנה שלך")
            .body("שלום {{1}}, ההזמנה שלך מספר {{2}} ממתינה לך בסניף שלנו ב{{3}} עד השעה שש.", &["גברת אדלר", "4711", "מיטה"])
            .footer("מאפיית קסלר")
            .buttons(vec![quick("אבוא היום"), quick("מחר, בבקשה")]),
        utility("order_ready", "ja")
            .header("ご注文の品")
            .body("いつもありがとうございます。{{1}}様のご注文（{{2}}）は、{{3}}店でお受け取りいただけます。ご来店をお待ちしております。", &["アドラー", "4711", "ミッテ"])
            .status("APPROVED")
            .quality("YELLOW"),
        marketing("easter_bread", "de")
            .picture(11)
            .body("Hallo {{1}}, ab Donnerstag gibt es unser Osterbrot wieder. Wer bis Mittwoch bestellt, bekommt zwei zum Preis von einem.", &["Jonas"])
            .footer("Keine Angebote mehr? Tippen Sie auf Stopp.")
            .buttons(vec![quick("Bestellen"), quick("Stopp")])
            .quality("RED")
            .status("PAUSED"),
        utility("table_for_tasting", "de")
            .place()
            .body("Wir freuen uns auf Sie am {{1}} um {{2}} Uhr. Den Weg zu uns finden Sie oben auf der Karte.", &["3. Mai", "18"])
            .pending(),
    ]
}

pub(super) fn books() -> Vec<Sample> {
    vec![
        utility("book_arrived", "en_GB")
            .header("It's here")
            .body(
                "Dear {{1}}, the book you ordered, {{2}}, has arrived and waits behind the counter.",
                &["Mr Osei", "Middlemarch"],
            )
            .buttons(vec![
                quick("On my way"),
                link_with("See the order", "https://harbourlane.example/orders/", "88121"),
            ]),
        marketing("reading_evening", "en_GB")
            .picture(12)
            .body(
                "Hello {{1}}, on {{2}} we read by candlelight until the last page. Bring a chair, we bring the tea.",
                &["Ama", "12 June"],
            )
            .footer("Harbour Lane Books, by the water")
            .buttons(vec![quick("Keep me a seat"), quick("Not this time")])
            .quality("YELLOW"),
        utility("invoice_by_post", "en_GB")
            .document(13)
            .body(
                "Thank you for your order {{1}}. The invoice is attached; the parcel left our shop this morning.",
                &["88121"],
            )
            .buttons(vec![
                call("Call the shop", "+442079460101"),
                link("Returns", "https://harbourlane.example/returns"),
            ]),
        utility("survey_with_gift", "en_GB")
            .body(
                "Hello {{1}}, answer five questions about your last visit and get a free gift at the counter.",
                &["Ama"],
            )
            .rejected("PROMOTIONAL"),
        marketing("summer_sale", "en_GB")
            .body(
                "Everything on the blue shelves is half price until {{1}}. Come early, the good ones go first.",
                &["Sunday"],
            )
            .status("ARCHIVED"),
    ]
}

pub(super) fn roastery() -> Vec<Sample> {
    vec![
        utility("commande_expediee", "fr")
            .header("Votre café est en route")
            .named_body(
                "Bonjour {{prenom}}, votre commande {{numero}} a quitté la brûlerie ce matin et arrive sous deux jours.",
                &[("prenom", "Camille"), ("numero", "M-5520")],
            )
            .buttons(vec![link_with("Suivre le colis", "https://montfaucon.example/suivi/", "M-5520")]),
        marketing("recolte_nouvelle", "fr")
            .picture(14)
            .body("Bonjour {{1}}, la nouvelle récolte d'Éthiopie est torréfiée. Les cent premiers sachets partent avec {{2}} de remise.", &["Camille", "15 %"])
            .buttons(vec![quick("J'en veux"), quick("Plus de messages")])
            .pending(),
        utility("rappel_abonnement", "fr")
            .body("Bonjour {{1}}, votre abonnement se renouvelle le {{2}}. Profitez d'une promotion sur tous nos moulins !", &["Camille", "1er mars"])
            .rejected("INCORRECT_CATEGORY"),
        utility("avis_livraison", "fr")
            .body("Bonjour {{1}} {{2}}, votre colis est arrivé au point relais et vous attend sept jours.", &["Camille", "Roux"])
            .rejected("INVALID_FORMAT"),
    ]
}

pub(super) fn padaria() -> Vec<Sample> {
    vec![
        utility("pedido_confirmado", "pt_BR")
            .header("Pedido confirmado")
            .body(
                "Olá {{1}}, seu pedido {{2}} foi confirmado e sai do forno às {{3}} horas.",
                &["Beatriz", "A-310", "17"],
            )
            .footer("Padaria Três Irmãos")
            .buttons(vec![quick("Acompanhar"), quick("Falar com a loja")]),
        utility("pedido_confirmado", "es")
            .header("Pedido confirmado")
            .body(
                "Hola {{1}}, tu pedido {{2}} está confirmado y sale del horno a las {{3}} horas.",
                &["Beatriz", "A-310", "17"],
            )
            .pending(),
        marketing("cafe_da_manha", "pt_BR")
            .film(15)
            .body(
                "Bom dia {{1}}! Café, pão de queijo e bolo de fubá por um preço só, até {{2}}.",
                &["Beatriz", "domingo"],
            )
            .buttons(vec![
                link("Ver o cardápio", "https://tresirmaos.example/cardapio"),
                call("Ligar", "+551155550142"),
            ]),
        marketing("bolo_de_aniversario", "pt_BR")
            .picture(16)
            .body(
                "Parabéns {{1}}! Hoje o bolo é por nossa conta na compra de {{2}} salgados.",
                &["Beatriz", "cinquenta"],
            )
            .quality("RED")
            .status("DISABLED"),
        utility("pesquisa_entrega", "pt_BR")
            .body("Olá {{1}}, sua entrega chegou bem? Responda com um toque e nos ajude a melhorar.", &["Beatriz"])
            .buttons(vec![quick("Muito bem"), quick("Mais ou menos"), quick("Não chegou")])
            .was("MARKETING")
            .quality("UNKNOWN"),
    ]
}

pub(super) fn padaria_campinas() -> Vec<Sample> {
    vec![
        utility("reserva_de_mesa", "pt_BR")
            .body("Olá {{1}}, sua mesa para {{2}} pessoas está reservada para amanhã às nove.", &["Rui", "4"])
            .buttons(vec![quick("Confirmo"), quick("Preciso mudar")]),
        marketing("clube_do_pao", "pt_BR")
            .body("Olá {{1}}, no clube do pão o décimo filão é de graça. Quer participar?", &["Rui"])
            .status("IN_APPEAL")
            .quality("UNKNOWN"),
        marketing("cupom_relampago", "pt_BR")
            .body(
                "Só hoje: mande este código para dez amigos e ganhe dinheiro garantido. Código {{1}} válido agora.",
                &["PIX100"],
            )
            .rejected("SCAM"),
    ]
}
